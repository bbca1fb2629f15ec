import fc from 'fast-check';
import { afterSilence, BURST_SETTINGS, collect, type EndedRow, isRepeat, NO_ROW } from './burst.js';
import { characterOf, type Key } from './keys.js';

const press = (key: string, at: number, more: Partial<Key> = {}): Key => ({
  key,
  code: '',
  shiftKey: false,
  isComposing: false,
  at,
  ...more,
});
/** Types a text with these gaps between keys and Enter behind it. */
const typed = (text: string, gaps: readonly number[], begin = 0): Key[] => {
  let at = begin;
  return [...text, 'Enter'].map((key, nth) =>
    press(key, (at += nth === 0 ? 0 : (gaps[(nth - 1) % gaps.length] ?? 0))),
  );
};
const rowsOf = (keys: readonly Key[]): EndedRow[] => {
  let row = NO_ROW;
  const ended: EndedRow[] = [];
  for (const key of keys) {
    const next = collect(row, key, BURST_SETTINGS);
    row = next.row;
    ended.push(...next.ended);
  }
  return [...ended, ...afterSilence(row, Number.MAX_SAFE_INTEGER, BURST_SETTINGS).ended];
};
const codes = fc.stringMatching(/^[!-~]{4,40}$/);

describe('a row of keys', () => {
  it('is of a scanner when most come fast, whatever single gaps a busy browser shows', () =>
    fc.assert(
      fc.property(
        codes,
        fc.array(fc.integer({ min: 5, max: 30 }), { minLength: 3, maxLength: 9 }),
        (text, gaps) => {
          const [row, ...more] = rowsOf(typed(text, [...gaps, 75]));
          if (row?.by !== 'scanner' || row.text !== text || more.length > 0)
            throw new Error(JSON.stringify(row));
        },
      ),
    ));

  it('is of a hand when most come slowly, and nothing of it is lost', () =>
    fc.assert(
      fc.property(
        codes,
        fc.array(fc.integer({ min: 60, max: 400 }), { minLength: 1, maxLength: 9 }),
        (text, gaps) => {
          const rows = rowsOf(typed(text, gaps));
          if (rows.some(({ by }) => by !== 'hand') || rows.map((row) => row.text).join('') !== text)
            throw new Error(JSON.stringify(rows));
        },
      ),
    ));

  it('ends by silence too, and two scans are two', () => {
    const [one, two] = rowsOf([
      ...typed('4901234567894', [8]).slice(0, -1),
      ...typed('49123456', [8], 1_000),
    ]);
    expect([one, two]).toMatchObject([
      { by: 'scanner', text: '4901234567894' },
      { by: 'scanner', text: '49123456' },
    ]);
  });

  it('of fewer than four keys is of a hand however fast, and so is a key held down', () => {
    expect(rowsOf(typed('123', [5]))).toMatchObject([{ by: 'hand', text: '123' }]);
    expect(rowsOf(typed('', [5]))).toEqual([]);
  });

  it('has an end even when no key of it is Enter', () => {
    const rows = rowsOf(typed('x'.repeat(600), [8]).slice(0, -1));
    expect(rows.map(({ text }) => text.length)).toEqual([256, 256, 88]);
  });

  it('leaves out keys that write nothing', () =>
    expect(rowsOf([press('Shift', 0), ...typed('AB12', [8])])).toMatchObject([{ text: 'AB12' }]));
});

describe('a key under an input method', () => {
  const under = (code: string, shiftKey = false) => press('Process', 0, { code, shiftKey });

  it('is what the key says, not what the input method made of it', () => {
    expect(characterOf(under('KeyB', true), 'jis')).toBe('B');
    expect(characterOf(under('KeyB'), 'jis')).toBe('b');
    expect(characterOf(under('Digit4'), 'jis')).toBe('4');
    expect(characterOf(press('ぬ', 0, { code: 'Digit1', isComposing: true }), 'jis')).toBe('1');
    expect(characterOf(under('Numpad7'), 'us')).toBe('7');
  });

  it('knows where the signs of our prefixes lie on both keyboards', () => {
    expect([under('Equal'), under('Quote')].map((key) => characterOf(key, 'jis')).join('')).toBe('^:');
    expect(
      [under('Digit6', true), under('Semicolon', true)].map((key) => characterOf(key, 'us')).join(''),
    ).toBe('^:');
  });

  it('that writes nothing is none', () => {
    for (const key of [press('ArrowLeft', 0), under('F9'), under('ShiftLeft')])
      expect(characterOf(key, 'jis')).toBeUndefined();
  });
});

describe('a code read again', () => {
  const scan = { text: '4901234567894', at: 1_000 };

  it('within a quarter of a second is the same reading; later, or another, it is one more', () => {
    expect(isRepeat(scan, { ...scan, at: 1_250 })).toBe(true);
    expect(isRepeat(scan, { ...scan, at: 1_251 })).toBe(false);
    expect(isRepeat(scan, { text: '49123456', at: 1_100 })).toBe(false);
    expect(isRepeat(undefined, scan)).toBe(false);
  });
});
