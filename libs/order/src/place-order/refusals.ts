import { Refusal } from '@okuru/platform';
import type { FieldFault } from '../request/field-fault.js';
import type { StoredRefusal } from '../request/stored-refusal.js';

/** Mistakes in the content of an order, told like every mistake in a body. */
export const invalidOrder = (errors: readonly FieldFault[]): StoredRefusal =>
  Refusal.invalidAll(errors).options;

/** The id is told: the reference is only ever taken within the caller's own channel. */
export const referenceTaken = (orderId: string): StoredRefusal => ({
  status: 409,
  code: 'reference-taken',
  title: 'The reference belongs to another order',
  detail: `The channel already has an order with this reference: ${orderId}.`,
  more: { orderId },
});

const RETRY_AFTER_SECONDS = 1;
const OUTBOX_RETRY_AFTER_SECONDS = 10;
export const outboxFull = (): Refusal =>
  Refusal.unavailable(
    'What the shop states is not leaving it, so it takes no orders for the moment. Send the request again with the same Idempotency-Key.',
    OUTBOX_RETRY_AFTER_SECONDS,
  );
export const tooManyWaiting = (): Refusal =>
  Refusal.unavailable(
    'Too many orders are waiting; nothing was stored. Send the request again with the same Idempotency-Key.',
    RETRY_AFTER_SECONDS,
  );
