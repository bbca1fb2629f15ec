import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogue, definitionOf } from './catalogue.js';
import { breaksOf, type Json } from './compatibility.js';
import type { EventDefinition } from './define-event.js';
import { readData } from './read-event.js';

/** An event as it was recorded: its schema, and facts that lie in somebody's archive. Written by `npm run record:events`. */
interface Recorded {
  readonly type: string;
  readonly version: number;
  readonly schema: Json;
  readonly facts: readonly object[];
}

const FOLDER = join(import.meta.dirname, '../recorded');
const recorded = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded,
);
const entries = catalogue as unknown as readonly EventDefinition[];

const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return JSON.parse(JSON.stringify(rest)) as Json;
};
/** The schema this build has for a version of an event. */
const schemaNow = ({ type, version }: Pick<Recorded, 'type' | 'version'>): Json => {
  const definition = definitionOf(type);
  const known =
    definition?.version === version
      ? definition
      : definition?.earlier?.find((one) => one.version === version);
  return known ? schemaOf(known.schema) : null;
};
const MEND =
  'state it as a new version and keep this one under `earlier` with a function to the next, or make the new field optional';

describe('the events and what was recorded of them', () => {
  it.each(entries.map((entry) => [entry.type, entry] as const))(
    '%s is recorded; if not, npm run record:events',
    (type, { version }) => {
      expect(recorded.filter((one) => one.type === type && one.version === version)).toHaveLength(1);
    },
  );

  describe.each(recorded.map((one) => [`${one.type} version ${one.version}`, one] as const))(
    '%s',
    (_name, one) => {
      it('has not changed so that somebody could not read on', () => {
        const breaks = breaksOf(one.schema, schemaNow(one)).map((fault) => `${fault}: ${MEND}`);
        expect(breaks).toEqual([]);
      });

      it('is recorded as it is; if it grew, npm run record:events', () => {
        expect(one.schema).toEqual(schemaNow(one));
      });

      it('is read for ever', () => {
        expect(one.facts.length).toBeGreaterThan(0);
        for (const fact of one.facts)
          expect(readData(definitionOf(one.type)!, one.version, fact)?.success).toBe(true);
      });

      it('is read with fields of a later release, which are dropped wherever they stand', () => {
        for (const fact of one.facts) {
          const plain = readData(definitionOf(one.type)!, one.version, fact);
          const grown = readData(definitionOf(one.type)!, one.version, withStrangers(fact));
          expect(grown).toEqual(plain);
        }
      });
    },
  );
});

/** The fact with a field nobody knows in every object of it. */
const withStrangers = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withStrangers);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]): [string, unknown] => [
    name,
    withStrangers(field),
  ]);
  return { ...Object.fromEntries(fields), ofALaterRelease: { words: ['送る', 1, null] } };
};

describe('the guard over events', () => {
  const before = z.object({
    id: z.uuid(),
    kind: z.enum(['a', 'b']),
    words: z.string().max(64).optional(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int().min(1) })).max(200),
    size: z.object({ lengthMm: z.int() }).nullable(),
  });
  const { shape } = before;
  const breaks = (now: z.ZodType) => breaksOf(schemaOf(before), schemaOf(now));

  it.each<[string, z.ZodType, string]>([
    ['a field that is gone', before.omit({ kind: true }), 'data.kind is gone'],
    ['a field that must be there', before.extend({ gift: z.boolean() }), 'data.gift must be there now'],
    [
      'an optional field that must be there',
      before.extend({ words: z.string().max(64) }),
      'data.words must be there',
    ],
    [
      'a field that may be absent',
      before.extend({ kind: shape.kind.optional() }),
      'data.kind may be absent now',
    ],
    [
      'a word more in a list',
      before.extend({ kind: z.enum(['a', 'b', 'c']) }),
      'data.kind.enum was ["a","b"]',
    ],
    ['a word less in a list', before.extend({ kind: z.enum(['a']) }), 'data.kind.enum was'],
    [
      'a narrower bound',
      before.extend({ words: z.string().max(32).optional() }),
      'data.words.maxLength was 64 and is 32',
    ],
    [
      'a wider bound',
      before.extend({ lines: z.array(shape.lines.element).max(300) }),
      'data.lines.maxItems was 200 and is 300',
    ],
    ['another type', before.extend({ id: z.int() }), 'data.id.type was "string" and is "integer"'],
    ['a field that may not be null any more', before.extend({ size: shape.size.unwrap() }), 'data.size.'],
    [
      'a change deep inside',
      before.extend({ lines: z.array(z.object({ sku: z.string(), quantity: z.int().min(0) })).max(200) }),
      'data.lines.items.quantity.minimum was 1 and is 0',
    ],
  ])('catches %s', (_what, now, words) => {
    expect(breaks(now).join('\n')).toContain(words);
  });

  it.each<[string, z.ZodType]>([
    ['nothing', before],
    ['an optional field', before.extend({ gift: z.boolean().optional() })],
    [
      'an optional field deep inside',
      before.extend({
        lines: z
          .array(z.object({ sku: z.string(), quantity: z.int().min(1), note: z.string().optional() }))
          .max(200),
      }),
    ],
  ])('lets %s pass', (_what, now) => {
    expect(breaks(now)).toEqual([]);
  });
});

describe('a fact of an earlier version', () => {
  const event = {
    version: 3,
    schema: z.object({ grams: z.int() }),
    earlier: [
      {
        version: 1,
        schema: z.object({ kilos: z.number() }),
        next: ({ kilos }: { kilos: number }) => ({ weight: kilos }),
      },
      {
        version: 2,
        schema: z.object({ weight: z.number() }),
        next: ({ weight }: { weight: number }) => ({ grams: Math.round(weight * 1000) }),
      },
    ],
  } as unknown as EventDefinition;

  it.each([
    [1, { kilos: 1.5 }],
    [2, { weight: 1.5 }],
    [3, { grams: 1500 }],
  ])('is read from version %i on', (version, data) => {
    expect(readData(event, version, data)).toMatchObject({ success: true, data: { grams: 1500 } });
  });

  it('is no fact when it does not look as it did then', () => {
    expect(readData(event, 1, { grams: 1500 })?.success).toBe(false);
  });

  it('of a version nobody knows is not guessed at', () => {
    expect(readData(event, 4, { grams: 1500 })).toBeUndefined();
    expect(readData({ ...event, earlier: [] }, 1, { kilos: 1.5 })).toBeUndefined();
  });
});
