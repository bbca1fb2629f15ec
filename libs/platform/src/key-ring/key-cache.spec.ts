import { KeyCache } from './key-cache.js';

describe('the key cache', () => {
  const key = Buffer.alloc(32);

  it('forgets a key when its minute is over', () => {
    let now = 0;
    const cache = new KeyCache(10, 60_000, () => now);
    cache.set('a', key);
    now = 59_999;
    expect(cache.get('a')).toBe(key);
    now = 60_000;
    expect(cache.get('a')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('drops the oldest when it is full', () => {
    const cache = new KeyCache(2, 60_000);
    cache.set('a', key);
    cache.set('b', key);
    cache.set('a', key);
    cache.set('c', key);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([key, undefined, key]);
    expect(cache.size).toBe(2);
  });
});
