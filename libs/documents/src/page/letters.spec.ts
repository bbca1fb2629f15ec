import { lettersOf } from './letters.js';

const printed = (text: string): string =>
  lettersOf(text, 'regular')
    .map((letter) => letter.text)
    .join('');
const missing = (text: string): (string | undefined)[] =>
  (['regular', 'bold'] as const).flatMap((weight) =>
    lettersOf(text, weight).flatMap((letter) => (letter.missing === undefined ? [] : [letter.missing])),
  );

describe('letters', () => {
  it('are in the font where names, addresses and goods use them', () => {
    const awkward =
      '髙﨑濵瀨德邉邊辻𠮷𡈽𠀋栁彅鷗塚晴凞琢桒祐礼' +
      '①⑳㈱㈲℡№㎜㎏㌢ⅢⅣ〒〜～−－―‖¥￥¢£℃％' +
      'ｱｲｳｶﾞﾊﾟヴゔゝヾ々〆ヶ' +
      'éüñÅøßœ' +
      '♪★☆○●◎△▲□■◇◆→←↑↓※';
    expect(missing(awkward)).toEqual([]);
  });

  it.each([
    ['voicing marks that stand apart, as macOS writes them', 'か\u3099は\u309aウ\u3099', 'がぱヴ'],
    ['a compatibility letter of a name, which NFC would change', '\ufa19谷\ufa1b井', '\ufa19谷\ufa1b井'],
    ['a form of a letter chosen by a selector the font knows', '葛\u{e0100}城', '葛\u{e0100}城'],
    ['a joiner that joins nothing', '山\u200d田', '山田'],
    ['marks nobody sees', '山\u200b田\u200e\ufeff', '山田'],
    ['a control', '山\u0007田\t一', '山田 一'],
    ['ends of lines of all systems', 'a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
  ])('keep what is meant: %s', (_what, text, expected) => {
    expect(printed(text)).toBe(expected);
    expect(missing(text)).toEqual([]);
  });

  it('that do not exist are a geta, and say so', () => {
    expect(printed('花子👩‍🌾🎉')).toBe('花子〓〓');
    expect(lettersOf('🎉', 'bold')).toEqual([{ text: '〓', widthEm: 1, missing: '🎉' }]);
    expect(missing('花子👩‍🌾🎉')).toEqual(['👩‍🌾', '🎉', '👩‍🌾', '🎉']);
  });
});
