const CHARS_MAX = 300;
/**
 * Control characters (line breaks among them), line separators, and the marks that turn the direction of writing:
 * with them a name could fake a line of the letter or show another address than the one it links to.
 */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** What `oneLine` would change; few strings have any of it, and to look once is cheaper than to look thrice. */
const TO_CHANGE = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]| {2}|^\s|\s$/u;

/** Somebody else's text on one line of ours; 髙, 﨑, 𠮷 and emoji stay as they are. */
export const oneLine = (text: string): string => {
  if (text.length <= CHARS_MAX && !TO_CHANGE.test(text)) return text;
  const flat = text.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim();
  if (flat.length <= CHARS_MAX) return flat;
  return `${[...flat].slice(0, CHARS_MAX).join('')}…`;
};
