import { isUtf8 } from 'node:buffer';
import { findJsonFault } from './find-json-fault.js';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
} from './json-bytes.js';
import { DEPTH_MAX, FORBIDDEN_KEYS, hasLoneSurrogate, JsonFault, TOKENS_MAX } from './json-fault.js';

/**
 * JSON.parse that refuses what would harm later: broken UTF-8, NUL and half surrogates (jsonb takes neither), duplicate
 * keys (readers disagree on which counts), keys that reach prototypes, numbers beyond double, excess depth and size.
 * Sound texts cost one native parse, one scan and one walk; only an unsound one is read again to say where.
 */
export const parseStrictJson = (bytes: Buffer): unknown => {
  const parsed = parseSound(bytes);
  if (parsed !== undefined) return parsed;
  throw findJsonFault(bytes) ?? new JsonFault('malformed', 'is not JSON', '', 0);
};

/** The value of a sound text, else undefined, which JSON cannot say. */
const parseSound = (bytes: Buffer): unknown => {
  if (!isUtf8(bytes)) return undefined;
  const shape = measure(bytes);
  if (shape.depth > DEPTH_MAX || shape.tokens > TOKENS_MAX) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
  // Without escapes a string of valid UTF-8 has neither NUL nor half surrogates.
  const hasEscapes = bytes.includes('\\u');
  // A duplicate key is written twice and kept once.
  return countKeys(value, hasEscapes) === shape.colons ? value : undefined;
};

interface Shape {
  readonly depth: number;
  readonly tokens: number;
  readonly colons: number;
}

/** One pass over the structure characters outside strings. */
const measure = (bytes: Buffer): Shape => {
  let depth = 0;
  let deepest = 0;
  let tokens = 0;
  let colons = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      for (at += 1; at < bytes.length && bytes[at] !== QUOTE; at += 1) if (bytes[at] === BACKSLASH) at += 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      tokens += 1;
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
    } else if (byte === COLON || byte === COMMA) {
      tokens += 1;
      if (byte === COLON) colons += 1;
    }
  }
  return { depth: deepest, tokens, colons };
};

/** Keys in the value; NaN when it holds something forbidden. */
const countKeys = (value: unknown, hasEscapes: boolean): number => {
  if (typeof value === 'string') return hasEscapes && !isCleanText(value) ? NaN : 0;
  if (typeof value === 'number') return Number.isFinite(value) ? 0 : NaN;
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countKeys(item, hasEscapes);
    return count;
  }
  for (const key of Object.keys(value)) {
    if (FORBIDDEN_KEYS.has(key) || (hasEscapes && !isCleanText(key))) return NaN;
    count += 1 + countKeys((value as Record<string, unknown>)[key], hasEscapes);
  }
  return count;
};

const isCleanText = (text: string): boolean => !hasLoneSurrogate(text) && !text.includes('\0');
