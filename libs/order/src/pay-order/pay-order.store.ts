import type { Transaction } from '@okuru/platform';
import type { PaymentAnswer } from './payment-answer.js';

const PAY_ORDER = 'pay-order';

export interface PaymentKey {
  readonly keyId: string;
  readonly idempotencyKey: string;
  readonly bodyHash: string;
}

/** What was answered under the key before. Asked under the lock of the order, so that two copies do not both pay. */
export const answeredPayment = async (
  tx: Pick<Transaction, 'query'>,
  { keyId, idempotencyKey }: PaymentKey,
): Promise<{ bodyHash: string; answer: PaymentAnswer } | undefined> => {
  const [row] = await tx.query<{ body_hash: string; outcome: PaymentAnswer }>(
    'SELECT body_hash, outcome FROM idempotency WHERE key_id = $1 AND operation = $2 AND idempotency_key = $3',
    [keyId, PAY_ORDER, idempotencyKey],
  );
  return row && { bodyHash: row.body_hash, answer: row.outcome };
};

/** False when the key was taken meanwhile, for another order. */
export const keepPayment = async (
  tx: Pick<Transaction, 'query'>,
  { keyId, idempotencyKey, bodyHash }: PaymentKey,
  answer: PaymentAnswer,
): Promise<boolean> => {
  const kept = await tx.query(
    `INSERT INTO idempotency (key_id, operation, idempotency_key, body_hash, order_id, outcome)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING order_id`,
    [keyId, PAY_ORDER, idempotencyKey, bodyHash, answer.orderId, JSON.stringify(answer)],
  );
  return kept.length > 0;
};
