import { digitOf, scannedDigits } from './sign-digits.js';

describe('the digits of a station’s sheet', () => {
  it.each([
    ['NUM-0', '0'],
    ['num-9', '9'],
    ['NUM-10', undefined],
    ['NUM-', undefined],
    ['A-01', undefined],
  ])('%s is %s', (sign, digit) => expect(digitOf(sign)).toBe(digit));

  const typed = (codes: readonly string[]) => {
    let text = '';
    const entered: string[] = [];
    const taken = codes.map((code) =>
      scannedDigits(code, text, {
        set: (next) => (text = next),
        enter: () => entered.push(text),
      }),
    );
    return { text, entered, taken };
  };

  it('are typed one by one, taken back and entered', () =>
    expect(typed(['^L:NUM-4', '^L:NUM-2', '^C:UNDO', '^L:NUM-0', '^C:NEXT'])).toEqual({
      text: '40',
      entered: ['40'],
      taken: [true, true, true, true, true],
    }));

  it('leave everything else to the screen, and the commands too while nothing is typed', () =>
    expect(typed(['^C:NEXT', '^C:UNDO', '4901234567894', '^L:A-01', '1250g', '^C:HOLD']).taken).toEqual(
      Array.from({ length: 6 }, () => false),
    ));
});
