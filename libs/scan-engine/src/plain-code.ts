import { SEPARATOR } from './gs1.js';

/** What a JIS keyboard writes in kana mode on the keys of digits and letters. */
const KANA_KEYS = new Map(
  [
    ['1234567890', 'ぬふあうえおやゆよわ'],
    ['qwertyuiop', 'たていすかんなにらせ'],
    ['asdfghjkl', 'ちとしはきくまのり'],
    ['zxcvbnm', 'つさそひこみも'],
    ['-^', 'ほへ'],
  ].flatMap(([keys = '', kana = '']) =>
    [...kana].map((letter, at): [string, string] => [letter, keys[at] ?? '']),
  ),
);
const KATAKANA_TO_HIRAGANA = 0x60;
/** Printable ASCII, and FNC1 as scanners type it. */
const CODE = /^[ -~]*$/;

/**
 * A scanner types, so an input method that is on changes what it types. Full-width letters and what kana mode makes of the
 * digits have one way back; what Roman input made of letters has not, and is undefined. The check digit has the last word.
 */
export const plainCode = (typed: string): string | undefined => {
  const narrow = typed.normalize('NFKC').replaceAll(/[ァ-ヶ]/g, hiragana);
  const plain = [...narrow].map((letter) => KANA_KEYS.get(letter) ?? letter).join('');
  if (!CODE.test(plain.replaceAll(SEPARATOR, ''))) return undefined;
  // Letters are written in capitals on every code of ours; kana mode forgets which they were.
  return plain === narrow ? plain : plain.toUpperCase();
};

const hiragana = (letter: string): string => String.fromCharCode(letter.charCodeAt(0) - KATAKANA_TO_HIRAGANA);
