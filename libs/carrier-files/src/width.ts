/**
 * Carriers count a full-width character as two half-width columns. In CP932 that is the number of bytes, so a character is
 * narrow when CP932 holds it in one byte: ASCII and half-width katakana (U+FF61 to U+FF9F).
 */
const isNarrow = (character: string): boolean => {
  const code = character.codePointAt(0)!;
  return code < 0x80 || (code >= 0xff61 && code <= 0xff9f);
};

/** Half-width columns a text takes. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, character) => width + (isNarrow(character) ? 1 : 2), 0);

/** As many whole characters as fit into so many half-width columns, and the rest. */
export const cutAt = (text: string, widthMax: number): { readonly head: string; readonly rest: string } => {
  let width = 0;
  let head = '';
  for (const character of text) {
    width += isNarrow(character) ? 1 : 2;
    if (width > widthMax) break;
    head += character;
  }
  return { head, rest: text.slice(head.length) };
};
