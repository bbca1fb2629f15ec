import type { Letter } from './letters.js';

/** May not begin a line (行頭禁則). */
const NEVER_FIRST =
  /^[×\u00a0、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝」』】〕〉》〟’”,.:;?!)\]}%‰℃ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ｡､｣ｰｧ-ｯ]/;
/** May not end a line (行末禁則). */
const NEVER_LAST = /^[×\u00a0（［｛「『【〔〈《〝‘“([{¥￥$＄№＃#]/;
/** Parts of words and numbers, which stay together. */
const IN_WORD = /^[A-Za-z0-9À-ɏ.,:'_@&/+\-^~%#¥$]/;

/** Lines no wider than `widthEm`. What has no place to break, such as a long code, is broken where it is full. */
export const wrap = (letters: readonly Letter[], widthEm: number): Letter[][] =>
  split(letters).flatMap((paragraph) => wrapParagraph(paragraph, widthEm));

const split = (letters: readonly Letter[]): Letter[][] => {
  const paragraphs: Letter[][] = [[]];
  for (const letter of letters)
    if (letter.text === '\n') paragraphs.push([]);
    else paragraphs.at(-1)?.push(letter);
  return paragraphs;
};

const wrapParagraph = (letters: readonly Letter[], widthEm: number): Letter[][] => {
  const lines: Letter[][] = [];
  let start = 0;
  let width = 0;
  let breakAt = 0;
  for (const [at, letter] of letters.entries()) {
    if (at > start && mayBreakBefore(letters, at)) breakAt = at;
    width += letter.widthEm;
    // A space that does not fit hangs over the edge, where nobody sees it.
    if (width <= widthEm + ROUNDING_EM || letter.text === ' ' || at === start) continue;
    // The last place to break may be too early for what follows it; then the line is broken where it is full.
    for (const end of breakAt > start ? [breakAt, at] : [at]) {
      if (end === start || width <= widthEm + ROUNDING_EM) continue;
      lines.push(trimmed(letters.slice(start, end)));
      start = end;
      width = widthEmOf(letters.slice(start, at + 1));
    }
    breakAt = start;
  }
  return [...lines, trimmed(letters.slice(start))];
};

/** Sums of fractions differ in their last digits. */
const ROUNDING_EM = 1e-6;

const mayBreakBefore = (letters: readonly Letter[], at: number): boolean => {
  const before = letters[at - 1]?.text ?? '';
  const after = letters[at]?.text ?? '';
  if (after === ' ' || NEVER_FIRST.test(after) || NEVER_LAST.test(before)) return false;
  return before === ' ' || !(IN_WORD.test(before) && IN_WORD.test(after));
};

const trimmed = (line: readonly Letter[]): Letter[] => {
  const end = line.findLastIndex(({ text }) => text !== ' ');
  return line.slice(0, end + 1);
};

export const widthEmOf = (letters: readonly Letter[]): number =>
  letters.reduce((sum, { widthEm }) => sum + widthEm, 0);
