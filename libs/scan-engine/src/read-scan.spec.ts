import { trackingNumber } from '@okuru/carriers';
import fc from 'fast-check';
import { checkDigitOf } from './check-digit.js';
import { readScan } from './read-scan.js';
import { COMMANDS } from './scan.js';

const thisYear = 2026;
const read = (text: string, more: object = {}) => readScan(text, { thisYear, ...more });
const digits = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
    .map((each) => each.join(''));
const checked = (count: number) => digits(count - 1).map((body) => body + checkDigitOf(body));
const holds = (law: () => boolean) => expect(law()).toBe(true);
const FULL_WIDTH = 0xfee0;
const widened = (text: string) =>
  [...text].map((letter) => String.fromCharCode(letter.charCodeAt(0) + FULL_WIDTH)).join('');
const KANA = 'わぬふあうえおやゆよ';
const HALF_WIDTH_KANA = ['ﾜ', 'ﾇ', 'ﾌ', 'ｱ', 'ｳ', 'ｴ', 'ｵ', 'ﾔ', 'ﾕ', 'ﾖ'];

describe('the code of an item', () => {
  it.each([
    ['EAN-13', '4901234567894', '04901234567894'],
    ['EAN-8', '49123456', '00000049123456'],
    ['UPC-A', '036000291452', '00036000291452'],
  ])('%s is the item', (_symbol, barcode, gtin) =>
    expect(read(barcode)).toEqual({ kind: 'item', gtin, barcode }),
  );

  it('of a case is the JAN of the unit inside; a varying weight is refused', () => {
    expect(read('14901234567891')).toEqual({
      kind: 'case',
      gtin: '14901234567891',
      unitBarcode: '4901234567894',
    });
    expect(read(`9490123456789${checkDigitOf('9490123456789')}`)).toMatchObject({ reason: 'not-a-unit' });
  });

  it('is the same however an input method changed it', () =>
    fc.assert(
      fc.property(fc.constantFrom(8, 13, 14).chain(checked), (code) => {
        const plain = JSON.stringify(read(code));
        const kana = [...code].map((digit) => KANA[Number(digit)]).join('');
        const narrow = [...code].map((digit) => HALF_WIDTH_KANA[Number(digit)]).join('');
        for (const typed of [widened(code), kana, narrow, ` ${code}`, `]E0${code}`])
          if (JSON.stringify(read(typed)) !== plain) throw new Error(`${typed} is not read as ${code}`);
      }),
    ));

  it('with one digit wrong, or two neighbours exchanged that differ, is never another item', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(8, 13, 14).chain(checked),
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        (code, place, by) => {
          const at = place % code.length;
          const wrong = code.slice(0, at) + ((Number(code[at]) + by) % 10) + code.slice(at + 1);
          holds(() => read(wrong).kind === 'refused');
        },
      ),
      { numRuns: 300 },
    ));
});

describe('a GS1 code', () => {
  const GTIN = '04901234567894';

  it('tells item, lot, day and serial, with its separators, written out, and by the name of its symbol', () => {
    const whole = {
      kind: 'item',
      gtin: GTIN,
      barcode: '4901234567894',
      lot: 'AB-12',
      serial: 'S9',
      usableUntil: '2027-03-31',
    };
    for (const text of [
      `01${GTIN}1727033110AB-12\x1d21S9`,
      `]C101${GTIN}1727033110AB-12\x1d21S9`,
      `]d201${GTIN}10AB-12\x1d21S9\x1d17270331`,
      `(01)${GTIN}(17)270331(10)AB-12(21)S9`,
    ])
      expect(read(text)).toEqual(whole);
  });

  it('of a case tells the unit inside and the lot', () =>
    expect(read('01149012345678911727020010L1')).toEqual({
      kind: 'case',
      gtin: '14901234567891',
      unitBarcode: '4901234567894',
      lot: 'L1',
      usableUntil: '2027-02-28',
    }));

  it.each([
    ['gs1-date', `01${GTIN}17270230`],
    ['gs1-date', `01${GTIN}17271300`],
    ['wrong-check-digit', '0104901234567895'],
    ['gs1-damaged', `01${GTIN}10${'x'.repeat(21)}`],
    ['gs1-damaged', `01${GTIN}1727`],
    ['gs1-unknown-part', `]C101${GTIN}9912`],
    ['gs1-without-item', ']C110AB'],
  ])('is refused as %s', (reason, text) => expect(read(text)).toMatchObject({ kind: 'refused', reason }));

  it('says again what it was made of', () =>
    fc.assert(
      fc.property(
        checked(13),
        fc.stringMatching(/^[A-Z0-9-]{1,20}$/),
        fc.stringMatching(/^[A-Z0-9]{1,20}$/),
        (jan, lot, serial) => {
          const scan = read(`]C1010${jan}10${lot}\x1d21${serial}`);
          holds(
            () => scan.kind === 'item' && scan.barcode === jan && scan.lot === lot && scan.serial === serial,
          );
        },
      ),
    ));
});

describe('a waybill', () => {
  const carriers = ['yamato', 'sagawa', 'japan-post'];

  it('is read from any serial, with hyphens and with the letters of NW-7', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (serial) => {
        const number = trackingNumber(serial);
        const hyphened = `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
        for (const text of [number, hyphened, `A${number}A`, `d${number}b`]) {
          const scan = read(text, { expecting: 'waybill' });
          holds(() => scan.kind === 'waybill' && scan.number === number);
        }
      }),
    ));

  it('with a wrong digit is refused', () =>
    expect(read('123456789014', { expecting: 'waybill' })).toMatchObject({ reason: 'wrong-check-digit' }));

  it('that is the code of a US item as well is what the screen asks for, and nothing where it asks for neither', () => {
    const both = findBoth();
    expect(read(both)).toMatchObject({ kind: 'refused', reason: 'one-of-two' });
    expect(read(both, { expecting: 'waybill' })).toEqual({ kind: 'waybill', number: both, carriers });
    expect(read(both, { expecting: 'item' })).toMatchObject({ kind: 'item', barcode: both });
  });
});

/** The first of 70 numbers in a row that both rules admit. */
const findBoth = (): string => {
  for (let serial = 40_000_000_000; ; serial += 1) {
    const number = trackingNumber(serial);
    if (checkDigitOf(number.slice(0, -1)) === number.at(-1)) return number;
  }
};

describe("a code of the shop's own", () => {
  it.each(COMMANDS.filter((command) => command !== 'CARTON'))('%s is a command', (command) => {
    for (const text of [
      `^C:${command}`,
      `&C+${command}`,
      `=C'${command}`,
      `*%NC/Z${command}*`,
      widened(`^C:${command}`),
    ])
      expect(read(text)).toEqual({ kind: 'command', command });
  });

  it('names a carton, an order, a shelf, a parcel, a badge', () => {
    expect(read('^C:CARTON-C80')).toEqual({ kind: 'command', command: 'CARTON', carton: 'C80' });
    for (const [letter, kind] of [
      ['O', 'order'],
      ['L', 'shelf'],
      ['P', 'parcel'],
      ['B', 'badge'],
    ])
      expect(read(`^${letter}:A-01-3`)).toEqual({ kind, code: 'A-01-3' });
  });

  it('is refused when nobody knows it or it is cut short', () => {
    for (const text of ['^C:SHIPALL', '^C:CARTON', '^C:NEXTNEXT'])
      expect(read(text)).toMatchObject({ reason: 'unknown-command' });
    expect(read('^P:')).toMatchObject({ reason: 'code-missing' });
  });
});

describe('anything else', () => {
  it('is a text, without what the scanner adds', () => {
    expect(read('MUG-WHITE')).toEqual({ kind: 'text', text: 'MUG-WHITE' });
    expect(read('<<MUG-WHITE>>', { prefix: '<<', suffix: '>>' })).toEqual({
      kind: 'text',
      text: 'MUG-WHITE',
    });
    expect(read('12345')).toEqual({ kind: 'text', text: '12345' });
  });

  it.each([
    ['empty', ''],
    ['empty', '  '],
    ['too-long', 'x'.repeat(129)],
    ['typed-under-input-method', 'むぐ漢字'],
  ])('is refused as %s', (reason, text) => expect(read(text)).toMatchObject({ kind: 'refused', reason }));

  it('is one value or a refusal in two languages, whatever is typed', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        const scan = read(typed);
        holds(() => scan.kind !== 'refused' || (scan.words.ja !== '' && scan.words.en !== ''));
      }),
    ));
});
