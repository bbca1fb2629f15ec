import fc from 'fast-check';
import { barcodeFault, checkDigit } from './barcode.js';

const faultOf = (barcode: string) => barcodeFault(barcode)?.message;

describe('a barcode', () => {
  it.each([
    ['4901234567894', 'JAN-13'],
    ['49123456', 'JAN-8'],
    ['036000291452', 'UPC-A'],
    ['14901234567891', 'ITF-14'],
    ['OWN-0001', 'own label'],
    ['4711', 'a short own label of digits'],
    ['0101234567890128211234', 'more digits than a trade number has'],
  ])('%s is taken (%s)', (barcode) => expect(barcodeFault(barcode)).toBeNull());

  it.each([
    ['4901234567895', 'wrong check digit'],
    ['490123456789', 'wrong check digit'], // the last digit lost: it looks like a UPC-A
    ['4901234567', '10 digits'],
    ['4.90123E+12', 'shortened by a spreadsheet'],
    ['４９０１２３４５６７８９４', 'cannot be a barcode'],
    ['490 1234567894', 'cannot be a barcode'],
    ['abc', 'cannot be a barcode'],
    ['', 'cannot be a barcode'],
    ['a|bcd', 'cannot be a barcode'],
    ['x'.repeat(49), 'cannot be a barcode'],
  ])('%s is refused: %s', (barcode, why) => expect(faultOf(barcode)).toContain(why));
});

describe('the check digit', () => {
  const body = fc.stringMatching(/^\d{12}$/);

  it('tells every single mistyped digit', () =>
    fc.assert(
      fc.property(body, fc.nat(12), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
        const whole = digits + checkDigit(digits);
        const typed = [...whole]
          .map((digit, at) => (at === place ? String((Number(digit) + by) % 10) : digit))
          .join('');
        expect(barcodeFault(whole)).toBeNull();
        expect(faultOf(typed)).toContain('wrong check digit');
      }),
    ));
});
