import { drawnBytes } from './drawn-bytes.js';

describe('drawn bytes', () => {
  it('are as many as asked for, never the same twice, and stay what they are', () => {
    const drawn = Array.from({ length: 5_000 }, (_, nth) => drawnBytes(8 + (nth % 9)));
    const [first] = drawn;
    const before = first!.toString('hex');
    expect(drawn.every(({ length }, nth) => length === 8 + (nth % 9))).toBe(true);
    expect(new Set(drawn.map((bytes) => bytes.toString('hex', 0, 8))).size).toBe(drawn.length);
    drawnBytes(4_096);
    expect(first!.toString('hex')).toBe(before);
    expect(() => drawnBytes(4_097)).toThrow('at most 4096');
  });
});
