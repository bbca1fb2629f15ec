import { z } from 'zod';
import { factId } from './fact.js';

describe('the id of a fact', () => {
  it('is the same for the same parts', () => {
    expect(factId('parcel', 'P1', 3)).toBe(factId('parcel', 'P1', 3));
  });

  it('differs however the parts are cut', () => {
    const ids = [
      factId('a', 'bc'),
      factId('ab', 'c'),
      factId('abc'),
      factId('a', 1),
      factId('a', '1'),
      factId(),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is a UUID that the catalogue takes', () => {
    for (let part = 0; part < 200; part += 1) expect(z.uuid().safeParse(factId(part)).success).toBe(true);
  });
});
