import { randomBytes } from 'node:crypto';
import { open, seal } from './seal.js';

/** More than are drawn at once. */
const SEALS = 1_500;

describe('a seal', () => {
  it('has an iv that no other one has, and opens whatever was sealed after it', () => {
    const key = randomBytes(32);
    const sealed = Array.from({ length: SEALS }, (_, nth) => seal('key-1', key, 'order.placed/1', { nth }));
    expect(new Set(sealed.map(({ iv }) => iv)).size).toBe(SEALS);
    expect(sealed.map((each) => open(key, 'order.placed/1', each))).toEqual(
      sealed.map((_, nth) => ({ nth })),
    );
  });
});
