/** Of a browser's KeyboardEvent, what tells a scanner from a hand. */
export interface Key {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly isComposing: boolean;
  /** `event.timeStamp`, milliseconds. */
  readonly at: number;
}

export type Layout = 'us' | 'jis';

const LETTERS = /^Key([A-Z])$/;
const DIGITS = /^(?:Digit|Numpad)(\d)$/;
const SHIFTED_DIGITS: Readonly<Record<Layout, string>> = { us: ')!@#$%^&*(', jis: '_!"#$%&\'()' };
/** Plain and with shift. */
const SYMBOLS: Readonly<Record<Layout, Readonly<Record<string, string>>>> = {
  us: {
    Minus: '-_',
    Equal: '=+',
    Semicolon: ';:',
    Quote: '\'"',
    Period: '.>',
    Slash: '/?',
    Comma: ',<',
    BracketRight: ']}',
    BracketLeft: '[{',
  },
  jis: {
    Minus: '-=',
    Equal: '^~',
    Semicolon: ';+',
    Quote: ':*',
    Period: '.>',
    Slash: '/?',
    Comma: ',<',
    BracketRight: '[{',
    Backslash: ']}',
    BracketLeft: '@`',
  },
};

/** The character that was meant: of the key itself where an input method has its hand on it. Undefined for keys that write nothing. */
export const characterOf = (
  { key, code, shiftKey, isComposing }: Key,
  layout: Layout,
): string | undefined => {
  if (!isComposing && [...key].length === 1) return key;
  if (!isComposing && key !== 'Process' && key !== 'Unidentified') return undefined;
  const letter = LETTERS.exec(code)?.[1];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const digit = DIGITS.exec(code)?.[1];
  if (digit !== undefined)
    return shiftKey && code.startsWith('Digit') ? SHIFTED_DIGITS[layout][Number(digit)] : digit;
  if (code === 'Space') return ' ';
  return SYMBOLS[layout][code]?.[shiftKey ? 1 : 0];
};
