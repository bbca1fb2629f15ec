import { Injectable } from '@nestjs/common';
import { prepared, type Transaction } from '@okuru/platform';
import type { LetterState } from '../list-letters/letter.entity.js';
import type { Lease } from '../send-letters/letter-outbox.store.js';
import type { NewLetter } from './new-letter.js';

type Query = Pick<Transaction, 'query'>;

/** A letter that was not written before. */
export interface PutLetter {
  readonly seq: string;
  readonly factId: string;
  readonly kind: NewLetter['kind'];
  readonly state: LetterState;
}

const PUT = prepared(`
  INSERT INTO letter (order_id, fact_id, kind, message_id, facts, state, attempts, lease_id, lease_until, created_at)
  SELECT order_id, fact_id, kind, message_id, facts,
    CASE WHEN NOT ready THEN 'waiting' WHEN $3::uuid IS NULL THEN 'pending' ELSE 'sending' END,
    CASE WHEN ready AND $3 IS NOT NULL THEN 1 ELSE 0 END,
    CASE WHEN ready THEN $3 END,
    CASE WHEN ready AND $3 IS NOT NULL THEN clock_timestamp() + make_interval(secs => $4) END,
    $2::timestamptz
  FROM json_to_recordset($1::json) AS given (
    order_id uuid, fact_id uuid, kind text, message_id text, facts jsonb, ready boolean)
  ON CONFLICT (fact_id, kind) DO NOTHING
  RETURNING seq, fact_id AS "factId", kind, state`);

/** Letters on their way in: one per fact and kind, however often the fact is heard. */
@Injectable()
export class LetterInboxStore {
  /**
   * Letters of unknown orders wait until the contact is heard; the others are sent under the lease, which counts as a
   * try, or by whoever claims them first where there is none. Answers those that were not written before.
   */
  put(
    { query }: Query,
    letters: readonly (NewLetter & { messageId: string; ready: boolean })[],
    createdAt: Date,
    lease?: Lease,
  ): Promise<PutLetter[]> {
    return query<PutLetter>(PUT, [
      JSON.stringify(letters.map(asRow)),
      createdAt,
      lease?.id ?? null,
      lease?.seconds ?? null,
    ]);
  }

  /** When these orders were confirmed to their buyers, where they were. */
  async confirmedAt({ query }: Query, orderIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
    const rows = await query<{ order_id: string; created_at: Date }>(
      `SELECT order_id, created_at FROM letter WHERE order_id = ANY ($1::uuid[]) AND kind = 'confirmed'`,
      [orderIds],
    );
    return new Map(rows.map(({ order_id, created_at }) => [order_id, created_at]));
  }

  /** The contact of these orders is known now. Answers how many letters waited for it. */
  async wake({ query }: Query, orderIds: readonly string[]): Promise<number> {
    const rows = await query(
      `UPDATE letter SET state = 'pending', due_at = clock_timestamp()
       WHERE order_id = ANY ($1::uuid[]) AND state = 'waiting' RETURNING seq`,
      [orderIds],
    );
    return rows.length;
  }
}

const asRow = (letter: NewLetter & { messageId: string; ready: boolean }): object => ({
  order_id: letter.orderId,
  fact_id: letter.factId,
  kind: letter.kind,
  message_id: letter.messageId,
  facts: letter.facts,
  ready: letter.ready,
});
