import { NOT_OF_A_NUMBER, wholeNumberOf } from './whole-number.js';

describe('a number that somebody types', () => {
  const limits = { min: 1, max: 1_000_000 };
  it.each([
    ['12', 12],
    ['１２', 12],
    [' 7 ', 7],
    ['007', 7],
    ['1000000', 1_000_000],
    ['1000001', undefined],
    ['1.5', undefined],
    ['-5', undefined],
    ['－５', undefined],
    ['1e3', undefined],
    ['0', undefined],
    ['', undefined],
    ['99999999999999999999', undefined],
  ])('%s is %s', (text, number) => expect(wholeNumberOf(text, limits)).toBe(number));

  it('loses nothing but what is no part of any number', () => {
    expect(['1.5', '-5', '１２', '^12u'].map((text) => text.replace(NOT_OF_A_NUMBER, ''))).toEqual([
      '1.5',
      '-5',
      '１２',
      '12',
    ]);
  });

  it('may be none where none is meant', () => expect(wholeNumberOf('0', { min: 0, max: 9 })).toBe(0));
});
