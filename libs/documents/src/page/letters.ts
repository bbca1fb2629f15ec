import { fontOf, type Weight } from './fonts.js';

/** One letter as the reader counts them, with what belongs to it (variation selectors, accents). */
export interface Letter {
  /** What is printed. */
  readonly text: string;
  /** Advance in parts of the size of the letters. */
  readonly widthEm: number;
  /** The letter that was asked for, where the font has none and 〓 stands for it, as printers have always done. */
  readonly missing?: string;
}

/** Printed for a letter that the font does not have, such as an emoji. */
const GETA = '〓';
/** Of each weight: more than a shop's customers use. */
const REMEMBERED_MAX = 30_000;

const remembered: Readonly<Record<Weight, Map<string, Letter>>> = { regular: new Map(), bold: new Map() };
const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });

/** Marks nobody sees (zero-width, direction, byte order) and controls; line ends stay. */
const UNSEEN = /(?!\n)\p{Cc}|[\u00ad\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\ufeff]/gu;
/** か + ゛ as macOS writes file names. Nothing else is composed: NFC would turn the U+FA19 of a name into 神. */
const VOICED = /[\u3040-\u30ff][\u3099\u309a]/g;
/** Chooses the form of a letter. */
const SELECTOR = /[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;
const JOINER = '\u200d';

/** The letters of a text, in order. */
export const lettersOf = (text: string, weight: Weight): Letter[] => {
  const plain = text
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(UNSEEN, '')
    .replaceAll(VOICED, (pair) => pair.normalize('NFC'));
  return Array.from(segmenter.segment(plain), ({ segment }) => letterOf(segment, weight));
};

const letterOf = (asked: string, weight: Weight): Letter => {
  const memory = remembered[weight];
  const known = memory.get(asked);
  if (known) return known;
  if (memory.size >= REMEMBERED_MAX) memory.clear();
  const letter = lookUp(asked, weight);
  memory.set(asked, letter);
  return letter;
};

const lookUp = (asked: string, weight: Weight): Letter => {
  if (asked === '\n') return { text: asked, widthEm: 0 };
  // A form of a letter the font does not know is printed as the letter's usual form.
  for (const text of [asked, asked.replaceAll(SELECTOR, '').replaceAll(JOINER, '')]) {
    const widthEm = widthOf(text, weight);
    if (widthEm !== undefined) return { text, widthEm };
  }
  return { text: GETA, widthEm: widthOf(GETA, weight) ?? 1, missing: asked };
};

/**
 * Undefined when the font lacks a part of it. That is asked of its table first: fontkit keeps one .notdef for all letters, and
 * once it stood for a mark nobody sees, it is taken for invisible ever after.
 */
const widthOf = (text: string, weight: Weight): number | undefined => {
  const font = fontOf(weight);
  const parts = Array.from(text.replaceAll(SELECTOR, ''), (part) => part.codePointAt(0) ?? 0);
  if (!parts.every((part) => font.hasGlyphForCodePoint(part))) return undefined;
  const { glyphs, advanceWidth } = font.layout(text, WITHOUT_KERNING);
  return glyphs.length > 0 && glyphs.every(({ id }) => id !== 0) ? advanceWidth / font.unitsPerEm : undefined;
};

/** So that a line is as wide as its letters together. */
export const WITHOUT_KERNING = { kern: false, liga: false, clig: false, calt: false } as const;
