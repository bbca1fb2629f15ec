import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { NewLetter } from './new-letter.js';

type Query = Pick<Transaction, 'query'>;

/** Letters on their way in: one per fact and kind, however often the fact is heard. */
@Injectable()
export class LetterInboxStore {
  /** Letters of unknown orders wait until the contact is heard. Answers how many can be sent now. */
  async put(
    { query }: Query,
    letters: readonly (NewLetter & { messageId: string; ready: boolean })[],
    createdAt: Date,
  ): Promise<number> {
    const rows = await query<{ state: string }>(
      `INSERT INTO letter (order_id, fact_id, kind, message_id, facts, state, created_at)
       SELECT order_id, fact_id, kind, message_id, facts, CASE WHEN ready THEN 'pending' ELSE 'waiting' END, $2
       FROM jsonb_to_recordset($1::jsonb) AS given (
         order_id uuid, fact_id uuid, kind text, message_id text, facts jsonb, ready boolean)
       ON CONFLICT (fact_id, kind) DO NOTHING
       RETURNING state`,
      [JSON.stringify(letters.map(asRow)), createdAt],
    );
    return rows.filter(({ state }) => state === 'pending').length;
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
