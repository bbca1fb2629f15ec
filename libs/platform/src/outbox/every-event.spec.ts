import { catalogue, type EventDefinition } from '@okuru/contracts';
import { decodeEvent, encodeEvent, UndecodableRecordError } from './cloud-event.js';
import type { Fact } from './fact.js';
import { stateFact, UnstatableFactError, type StatedFact } from './stated-fact.js';

const AT = new Date('2026-01-15T03:04:05.678Z');
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const stated = ({ type, emitter }: EventDefinition, data: unknown): StatedFact =>
  stateFact(emitter, { type, data } as Fact, AT, () => ({ traceparent: TRACEPARENT }));

const read = (entry: EventDefinition, data: unknown): unknown =>
  decodeEvent(
    encodeEvent({
      id: '01930f3e-7a00-7000-8000-0000000000e1',
      type: entry.type,
      version: entry.version,
      source: entry.emitter,
      key: entry.key(entry.example),
      time: AT.toISOString(),
      aggregateVersion: 1,
      data: JSON.stringify(data),
    }),
  ).data;

/** The example of an event without one of the fields that it always has, for each of them. */
const brokenExamples = ({ schema, example }: EventDefinition): object[] =>
  Object.keys(example as object)
    .map((field) => Object.fromEntries(Object.entries(example as object).filter(([name]) => name !== field)))
    .filter((data) => !schema.safeParse(data).success);

describe.each(catalogue.map((entry): [string, EventDefinition] => [entry.type, entry]))(
  'the event %s',
  (_type, entry) => {
    it('passes as its example, written and read', () => {
      expect(JSON.parse(stated(entry, entry.example).data)).toEqual(entry.example);
      expect(read(entry, entry.example)).toEqual(entry.example);
    });

    it('is refused when it is written and when it is read without a field that it always has', () => {
      const broken = brokenExamples(entry);
      expect(broken.length).toBeGreaterThan(0);
      for (const data of [...broken, {}, 'text', null]) {
        expect(() => stated(entry, data)).toThrow(UnstatableFactError);
        expect(() => read(entry, data)).toThrow(UndecodableRecordError);
      }
    });
  },
);
