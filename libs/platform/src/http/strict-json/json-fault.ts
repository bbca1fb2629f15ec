export type JsonFaultKind =
  | 'malformed'
  | 'broken-utf-8'
  | 'nul'
  | 'lone-surrogate'
  | 'duplicate-key'
  | 'forbidden-key'
  | 'number-out-of-range'
  | 'too-deep'
  | 'too-many-values';

/** Why a text is refused, and where. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault';

  constructor(
    readonly kind: JsonFaultKind,
    message: string,
    /** Such as `lines[3].sku`; empty at the root. */
    readonly path: string,
    /** In bytes from the start of the text. */
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Deeper than any body of ours; bounds the recursion of everything that walks one. */
export const DEPTH_MAX = 32;
/** Structure characters in a text: a full order of 200 lines has about 3,000. */
export const TOKENS_MAX = 50_000;
/** Keys that reach an object's prototype when a careless merge follows. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const KEY_CHARS_SHOWN = 40;

export type JsonPath = readonly (string | number)[];

/** Writes a path as people do: `lines[3].sku`; a key that is no word stands in quotes. */
export const pathText = (path: JsonPath): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[A-Za-z_$][\w$]{0,39}$/.test(step))
      return `${text}[${JSON.stringify(step.slice(0, KEY_CHARS_SHOWN))}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');

/** With the `u` flag a pair is one character, so only a half without its other half matches. */
export const hasLoneSurrogate = (text: string): boolean => /\p{Surrogate}/u.test(text);
