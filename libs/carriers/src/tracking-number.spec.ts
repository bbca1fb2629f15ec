import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { isTrackingNumber, trackingNumber } from './tracking-number.js';

const serials = fc.integer({ min: 0, max: 99_999_999_999 });

describe('tracking numbers', () => {
  it('are twelve digits with a check digit that is accepted again', () => {
    expect(trackingNumber(44_441_375_870)).toBe('444413758703');
    expect(trackingNumber(1)).toBe('000000000011');
    fc.assert(fc.property(serials, (serial) => expect(isTrackingNumber(trackingNumber(serial))).toBe(true)));
  });

  it('show a mistyped digit, save one typed 7 higher or lower, which 7DR cannot see', () => {
    fc.assert(
      fc.property(serials, fc.nat(10), fc.nat(9), (serial, position, digit) => {
        const number = trackingNumber(serial);
        const mistyped = number.slice(0, position) + String(digit) + number.slice(position + 1);
        expect(isTrackingNumber(mistyped)).toBe((digit - Number(number[position])) % 7 === 0);
      }),
    );
  });

  it.each(['', '12345678901', '4444137587031', '４４４４１３７５８７０３', '4444-1375-8703', '44441375870x'])(
    'refuse %p',
    (text) => {
      expect(isTrackingNumber(text)).toBe(false);
    },
  );

  it.each([-1, 1.5, 100_000_000_000, Number.NaN])('have no serial %p', (serial) => {
    expect(() => trackingNumber(serial)).toThrow(RangeError);
  });
});

const EXAMPLES = path.resolve(import.meta.dirname, '../../../../shared/data/tracking-numbers/japan.csv');
const present = existsSync(EXAMPLES);

(present ? describe : describe.skip)(
  present ? 'examples of the three carriers' : 'dataset absent: shared/data/tracking-numbers/japan.csv',
  () => {
    it('are all accepted', () => {
      const numbers = readFileSync(EXAMPLES, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(',')[1]!);
      expect(numbers.length).toBeGreaterThan(0);
      expect(numbers.filter((number) => !isTrackingNumber(number))).toEqual([]);
    });
  },
);
