import { createHash } from 'node:crypto';
import { canonicalJson } from '@okuru/platform';

/** The header that makes a repeated request harmless: 1 to 128 printable ASCII characters. */
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;
export const isIdempotencyKey = (given: unknown): given is string =>
  typeof given === 'string' && KEY.test(given);

/** Tells two bodies apart without keeping either. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256').update(canonicalJson(body)).digest('hex');
