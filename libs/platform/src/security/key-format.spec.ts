import { hashOfKey, isWellFormedKey, newKey } from './key-format.js';

describe('API keys as text', () => {
  it('have the agreed shape, and no two are alike', () => {
    const keys = Array.from({ length: 500 }, newKey);
    for (const key of keys) {
      expect(key).toMatch(/^ok_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
      expect(isWellFormedKey(key)).toBe(true);
    }
    expect(new Set(keys).size).toBe(500);
    expect(hashOfKey(keys[0] ?? '')).toHaveLength(32);
  });

  it('catch every slip of one character and every swap of neighbours', () => {
    const key = newKey();
    for (let at = 0; at < key.length; at += 1) {
      const slip = key.slice(0, at) + (key[at] === 'x' ? 'y' : 'x') + key.slice(at + 1);
      expect(isWellFormedKey(slip)).toBe(false);
      const swap = key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2);
      if (swap !== key) expect(isWellFormedKey(swap)).toBe(false);
    }
  });

  it.each([
    '',
    'ok_',
    'ok_short_abcdef',
    `sk${newKey().slice(2)}`,
    `${newKey()} `,
    `${newKey()}\n`,
    newKey().slice(0, -1),
    `${newKey()}0`,
  ])('refuse %j', (key) => {
    expect(isWellFormedKey(key)).toBe(false);
  });
});
