/** The parts in which two names differ; the rest is the same in both. */
export interface Difference {
  readonly expected: string;
  readonly scanned: string;
}

/** How much of the shorter name must be in both, from its beginning and its end, for two items to look alike. */
const SHARED_MIN = 0.5;

/** Of two names that look alike, only what tells them apart; undefined where they do not. */
export const differenceOf = (expected: string, scanned: string): Difference | undefined => {
  const [one, other] = [wordsOf(expected), wordsOf(scanned)];
  const head = sharedHead(one, other);
  const [oneTail, otherTail] = [one.slice(head).reverse(), other.slice(head).reverse()];
  const tail = sharedHead(oneTail, otherTail);
  const [left, right] = [one.slice(head, one.length - tail), other.slice(head, other.length - tail)];
  const shorter = Math.min(expected.length, scanned.length);
  const shared = one.join('').length - left.join('').length;
  if (shared === 0 || shared < SHARED_MIN * shorter || (left.length === 0 && right.length === 0))
    return undefined;
  return { expected: left.join('').trim(), scanned: right.join('').trim() };
};

/** Words, numbers and Japanese scripts apart, so that 赤 is not torn out of a longer run and 350ml stays whole. */
const wordsOf = (name: string): string[] =>
  name.match(
    /[\p{Script=Katakana}ー]+|\p{Script=Hiragana}+|\p{Script=Han}|[A-Za-z]+|\d+(?:\.\d+)?[A-Za-z%]*|\s+|./gu,
  ) ?? [];

const sharedHead = (one: readonly string[], other: readonly string[]): number => {
  const differs = one.findIndex((word, at) => word !== other[at]);
  return differs < 0 ? one.length : differs;
};
