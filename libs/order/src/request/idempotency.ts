import { createHash } from 'node:crypto';
import { canonicalJson } from '../order/canonical-json.js';
import type { StoredRefusal } from './stored-refusal.js';

/** The header that makes a repeated request harmless: 1 to 128 printable ASCII characters. */
const KEY = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;
export const isIdempotencyKey = (given: unknown): given is string =>
  typeof given === 'string' && KEY.test(given);

/** Tells two bodies apart without keeping either. */
export const bodyHash = (body: unknown): string =>
  createHash('sha256').update(canonicalJson(body)).digest('hex');

export const KEY_REUSED: StoredRefusal = {
  status: 422,
  code: 'idempotency-key-reused',
  title: 'The Idempotency-Key belongs to another body',
  detail:
    'This key was used with another body before. Send the same body again, or a new key for a new request.',
};

export const KEY_MISSING: StoredRefusal = {
  status: 400,
  code: 'idempotency-key-missing',
  title: 'An Idempotency-Key is needed',
  detail:
    'Send the header Idempotency-Key: 1 to 128 printable ASCII characters, the same for each repeat of a request.',
};

export const KEY_IN_FLIGHT: StoredRefusal = {
  status: 409,
  code: 'idempotency-key-in-flight',
  title: 'The same request is under way',
  detail:
    'A request with this key has not been answered yet. Ask again in a moment with the same key and body.',
  headers: { 'retry-after': '1' },
};
