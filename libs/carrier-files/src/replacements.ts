import { isHeld } from './cp932.js';

/**
 * What carriers' programs can hold in place of what they cannot. Left: characters people type that CP932 (Microsoft code page
 * 932, as iconv-lite has it) lacks; right: the nearest it has. Han characters follow the variants that the Unicode
 * database (kCompatibilityVariant, kZVariant) and common practice on waybills give. Nothing is replaced unasked: a person accepts.
 */
const TABLE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // signs that look alike but are others: Unicode's own mapping of JIS X 0208 and Microsoft's differ here
    '〜': '～',
    '−': '－',
    '—': '―',
    '–': '－',
    '‑': '－',
    '‖': '∥',
    '¢': '￠',
    '£': '￡',
    '¬': '￢',
    '¥': '￥',
    '‾': '￣',
    '·': '・',
    '•': '・',
    '‧': '・',
    '„': '"',
    '«': '≪',
    '»': '≫',
    '\u00a0': ' ',
    '\u2003': '　',
    '\u2009': ' ',
    '\u200b': '',
    '\u2060': '',
    '\ufeff': '',
    ゔ: 'ヴ',
    ヷ: 'ヴァ',
    ヸ: 'ヴィ',
    ヹ: 'ヴェ',
    ヺ: 'ヴォ',
    '♡': '',
    '♥': '',
    '♢': '◇',
    '☎': 'TEL',
    '㍿': '株式会社',
    '㈳': '(社)',
    '©': '(C)',
    '®': '(R)',
    '™': 'TM',
    '½': '1/2',
    // names of persons and places
    𠮷: '吉',
    𠮟: '叱',
    𡈽: '土',
    𣘺: '橋',
    槗: '橋',
    饭: '飯',
    张: '張',
    陈: '陳',
    刘: '劉',
    赵: '趙',
    黃: '黄',
  }),
);

const CIRCLED_BEYOND_20_FROM = 0x3251;
const CIRCLED_BEYOND_20_TO = 0x325f;
const CIRCLED_BEYOND_35_FROM = 0x32b1;
const CIRCLED_BEYOND_35_TO = 0x32bf;

/**
 * The nearest text that CP932 holds for one character as a person sees it; empty when it may go without loss of the address
 * (hearts, pictures); undefined when nobody but a person can say.
 */
export const replacementFor = (character: string): string | undefined => {
  const known = TABLE.get(character);
  if (known !== undefined) return known;
  const circled = circledNumber(character.codePointAt(0)!);
  if (circled !== undefined) return `(${circled})`;
  const tries = [
    character.normalize('NFC'),
    // a variation selector asks for another shape of the same character
    character.replace(/[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu, ''),
    character.normalize('NFKC'),
    // letters with accents keep their letter
    character.normalize('NFD').replace(/\p{Mn}/gu, ''),
  ];
  const held = tries.find((text) => text !== '' && isHeld(text));
  if (held !== undefined) return held;
  return /^[\p{Extended_Pictographic}\p{Regional_Indicator}]/u.test(character) ? '' : undefined;
};

const circledNumber = (code: number): number | undefined => {
  if (code >= CIRCLED_BEYOND_20_FROM && code <= CIRCLED_BEYOND_20_TO)
    return code - CIRCLED_BEYOND_20_FROM + 21;
  if (code >= CIRCLED_BEYOND_35_FROM && code <= CIRCLED_BEYOND_35_TO)
    return code - CIRCLED_BEYOND_35_FROM + 36;
  return undefined;
};
