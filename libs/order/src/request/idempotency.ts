import { hash } from 'node:crypto';
import { canonicalJson } from '@okuru/platform';
import type { StoredRefusal } from './stored-refusal.js';

/** Tells two bodies apart without keeping either. */
export const bodyHash = (body: unknown): string => hash('sha256', canonicalJson(body), 'hex');

export const KEY_REUSED: StoredRefusal = {
  status: 422,
  code: 'idempotency-key-reused',
  title: 'The Idempotency-Key belongs to another body',
  detail:
    'This key was used with another body before. Send the same body again, or a new key for a new request.',
};

export const KEY_IN_FLIGHT: StoredRefusal = {
  status: 409,
  code: 'idempotency-key-in-flight',
  title: 'The same request is under way',
  detail:
    'A request with this key has not been answered yet. Ask again in a moment with the same key and body.',
  headers: { 'retry-after': '1' },
};
