import { isDeepStrictEqual } from 'node:util';
import { catalogue, definitionOf } from './catalogue.js';
import type { EventDefinition } from './define-event.js';

/** An example passes as it stands: nothing missing, nothing that its schema would drop. */
const examplePasses = ({ schema, example }: Pick<EventDefinition, 'schema' | 'example'>): boolean => {
  const read = schema.safeParse(example);
  return read.success && isDeepStrictEqual(read.data, example);
};

describe('the catalogue', () => {
  it.each(catalogue.map((entry): [string, EventDefinition] => [entry.type, entry]))(
    '%s: its example passes its own schema, and is seen not to when it says less or more',
    (_type, entry) => {
      const [first, ...others] = Object.entries(entry.example as object);
      expect(first).toBeDefined();
      expect(examplePasses(entry)).toBe(true);
      expect(examplePasses({ ...entry, example: Object.fromEntries(others) })).toBe(false);
      expect(examplePasses({ ...entry, example: { ...(entry.example as object), planted: 1 } })).toBe(false);
    },
  );

  it('names each event once', () => {
    const types = catalogue.map((entry) => entry.type);
    expect(new Set(types).size).toBe(types.length);
  });

  it.each(catalogue.map((entry) => [entry.type, entry] as const))(
    '%s: somebody else acts on it',
    (_type, entry) => {
      expect(entry.consumers.length).toBeGreaterThan(0);
      expect(entry.consumers).not.toContain(entry.emitter);
    },
  );

  it('keeps the keys of passing facts apart from those of lasting ones', () => {
    const kinds = (passing: boolean) =>
      new Set(
        catalogue
          .map((entry): EventDefinition => entry as unknown as EventDefinition)
          .filter((entry) => (entry.passing ?? false) === passing)
          .map((entry) => entry.key(entry.example).split(':')[0]),
      );
    expect(kinds(true)).toEqual(new Set(['rehearsal']));
    expect(kinds(false)).toEqual(new Set(['order', 'item']));
  });

  it('answers undefined for a type this build does not know', () => {
    expect(definitionOf('order.teleported')).toBeUndefined();
  });
});
