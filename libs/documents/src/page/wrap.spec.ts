import fc from 'fast-check';
import { fit, type Room } from './fit.js';
import { lettersOf } from './letters.js';
import { widthEmOf, wrap } from './wrap.js';

const linesOf = (text: string, widthEm: number): string[] =>
  wrap(lettersOf(text, 'regular'), widthEm).map((line) => line.map((letter) => letter.text).join(''));

describe('wrap', () => {
  it.each([
    ['between any two kanji', '東京都渋谷区神宮前', 4, ['東京都渋', '谷区神宮', '前']],
    ['never before a full stop', '東京都渋。谷', 4, ['東京都', '渋。谷']],
    ['never before 様', '髙﨑𠮷子\u00a0様', 4, ['髙﨑𠮷', '子\u00a0様']],
    ['never after an opening bracket', '東京都「渋谷」', 4, ['東京都', '「渋谷」']],
    ['not inside a word or number', '箱 200x300 枚', 4.5, ['箱', '200x300', '枚']],
    ['at the ends of lines that were written', '一\n\n二', 9, ['一', '', '二']],
    ['inside a code that is longer than a line', 'ABCDEFGHIJ', 3, ['ABCD', 'EFGHI', 'J']],
  ])('breaks %s', (_where, text, widthEm, lines) => {
    expect(linesOf(text, widthEm)).toEqual(lines);
  });

  it('keeps every letter and no line is too wide', () => {
    const word = fc.constantFrom(
      '東',
      '京',
      '、',
      '。',
      '「',
      '」',
      'ー',
      'ッ',
      'A',
      'b',
      '7',
      '-',
      ' ',
      '①',
      '㈱',
      'ｱ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), fc.integer({ min: 3, max: 12 }), (words, widthEm) => {
        const letters = lettersOf(words.join(''), 'regular');
        const lines = wrap(letters, widthEm);
        const seen = lines
          .flat()
          .map(({ text }) => text)
          .join('')
          .replaceAll(' ', '');
        const isWhole = seen === words.join('').replaceAll(/[ \n]/g, '');
        return isWhole && lines.every((line) => widthEmOf(line) <= widthEm + 1e-6);
      }),
    );
  });
});

describe('fit', () => {
  const room: Room = {
    widthPoints: 100,
    heightPoints: 30,
    size: 20,
    sizeMin: 5,
    leading: 1.4,
    weight: 'regular',
  };

  it('takes the largest letters in which all of it fits', () => {
    expect(fit('短い', room)).toMatchObject({ size: 20, isCut: false });
    const { size, isCut, lines } = fit('北海道札幌市中央区北一条西2-3-4', room);
    expect([isCut, size < 20, lines.flat()]).toEqual([
      false,
      true,
      lettersOf('北海道札幌市中央区北一条西2-3-4', 'regular'),
    ]);
  });

  it('takes smaller letters for a name rather than a second line', () => {
    const name = '北海道札幌市中央';
    expect(fit(name, { ...room, heightPoints: 60 }).lines).toHaveLength(2);
    expect(fit(name, { ...room, heightPoints: 60, oneLineDownTo: 10 })).toMatchObject({
      size: 12.5,
      isCut: false,
    });
  });

  it('cuts what does not fit in the smallest letters, and says so', () => {
    const { size, isCut, lines } = fit('長'.repeat(500), room);
    expect([size, isCut, lines.at(-1)?.at(-1)?.text]).toEqual([5, true, '…']);
  });
});
