import type { Transaction } from '@okuru/platform';

type Query = Pick<Transaction, 'query'>;

/** What is done under a key of its own; one key may serve once for each. */
export type KeyedOperation = 'pay-order' | 'amend-order';

export interface RequestKey {
  readonly operation: KeyedOperation;
  readonly keyId: string;
  readonly idempotencyKey: string;
  readonly bodyHash: string;
}

/** What was answered under the key before. Asked under the lock of the order, so that two copies do not both act. */
export const answeredUnder = async <Answer>(
  tx: Query,
  { operation, keyId, idempotencyKey }: RequestKey,
): Promise<{ bodyHash: string; answer: Answer } | undefined> => {
  const [row] = await tx.query<{ body_hash: string; outcome: Answer }>(
    'SELECT body_hash, outcome FROM idempotency WHERE key_id = $1 AND operation = $2 AND idempotency_key = $3',
    [keyId, operation, idempotencyKey],
  );
  return row && { bodyHash: row.body_hash, answer: row.outcome };
};

/** False when the key was taken meanwhile, for another order. */
export const keepAnswer = async (
  tx: Query,
  { operation, keyId, idempotencyKey, bodyHash }: RequestKey,
  answer: { readonly orderId: string },
): Promise<boolean> => {
  const kept = await tx.query(
    `INSERT INTO idempotency (key_id, operation, idempotency_key, body_hash, order_id, outcome)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING order_id`,
    [keyId, operation, idempotencyKey, bodyHash, answer.orderId, JSON.stringify(answer)],
  );
  return kept.length > 0;
};
