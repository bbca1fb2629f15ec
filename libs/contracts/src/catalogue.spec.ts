import { catalogue, definitionOf } from './catalogue.js';

describe('the catalogue', () => {
  it.each(catalogue.map((entry) => [entry.type, entry] as const))(
    '%s: its example passes its own schema',
    (_type, entry) => {
      expect(entry.schema.parse(entry.example)).toEqual(entry.example);
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

  it('answers undefined for a type this build does not know', () => {
    expect(definitionOf('order.teleported')).toBeUndefined();
  });
});
