import { Refusal } from '@okuru/platform';
import type { FieldFault } from './field-fault.js';
import type { StoredRefusal } from './intake-request.js';

/** Mistakes in the content of an order, told like every mistake in a body. */
export const invalidOrder = (errors: readonly FieldFault[]): StoredRefusal =>
  Refusal.invalidAll(errors).options;

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

/** The id is told: the reference is only ever taken within the caller's own channel. */
export const referenceTaken = (orderId: string): StoredRefusal => ({
  status: 409,
  code: 'reference-taken',
  title: 'The reference belongs to another order',
  detail: `The channel already has an order with this reference: ${orderId}.`,
  more: { orderId },
});

const RETRY_AFTER_SECONDS = 2;
export const tooManyWaiting = (): Refusal =>
  Refusal.unavailable(
    'Too many orders are waiting; nothing was stored. Send the request again with the same Idempotency-Key.',
    RETRY_AFTER_SECONDS,
  );

/** A stored or prepared no as the error that becomes problem+json. */
export const refuse = (refusal: StoredRefusal, replayed = false): Refusal =>
  new Refusal(replayed ? { ...refusal, headers: { 'idempotent-replayed': 'true' } } : refusal);
