import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import { type ItemName, ItemNameStore } from '../know-items/item-name.store.js';
import type { ClaimedLetter, Outcome } from './claimed-letter.js';
import { skusOf } from './to-mail.js';

type Query = Pick<Transaction, 'query'>;

/** Who holds letters, and for how long from now. */
export interface Lease {
  readonly id: string;
  readonly seconds: number;
}

interface ClaimedRow {
  seq: string;
  order_id: string;
  fact_id: string;
  kind: ClaimedLetter['kind'];
  message_id: string;
  facts: ClaimedLetter['facts'];
  attempts: number;
  heard_from: ClaimedLetter['heardFrom'];
  reference: string;
  language: ClaimedLetter['language'];
  contact: ClaimedLetter['contact'];
  ship_to: ClaimedLetter['shipTo'];
  card: ClaimedLetter['card'];
}

/** Letters on their way out. Leases and waits are on database time, which all processes share. */
@Injectable()
export class LetterOutboxStore {
  constructor(private readonly names: ItemNameStore) {}

  /** The oldest due letters, for this lease alone; each claim counts as a try. */
  async claim({ query }: Query, lease: Lease, lettersMax: number): Promise<ClaimedLetter[]> {
    const rows = await query<ClaimedRow>(
      `WITH due AS (
         SELECT seq FROM letter WHERE state = 'pending' AND due_at <= clock_timestamp()
         ORDER BY due_at, seq LIMIT $3 FOR UPDATE SKIP LOCKED
       ), claimed AS (
         UPDATE letter SET state = 'sending', attempts = attempts + 1, lease_id = $1,
           lease_until = clock_timestamp() + make_interval(secs => $2)
         FROM due WHERE letter.seq = due.seq
         RETURNING letter.seq, order_id, fact_id, kind, message_id, facts, attempts
       )
       SELECT claimed.*, heard_from, reference, language, contact, ship_to, card
       FROM claimed JOIN correspondent USING (order_id) ORDER BY claimed.seq`,
      [lease.id, lease.seconds, lettersMax],
    );
    const names = await this.names.bySku({ query }, rows.flatMap(skusOf));
    return rows.map((row) => asClaimed(row, lease.id, names));
  }

  /** Letters taken back meanwhile stay taken back. */
  async renew(
    { query }: Query,
    letters: readonly Pick<ClaimedLetter, 'seq' | 'leaseId'>[],
    seconds: number,
  ): Promise<void> {
    await query(
      `UPDATE letter SET lease_until = clock_timestamp() + make_interval(secs => $3)
       FROM unnest($1::bigint[], $2::uuid[]) AS held (seq, lease)
       WHERE letter.seq = held.seq AND letter.lease_id = held.lease AND state = 'sending'`,
      [letters.map(({ seq }) => seq), letters.map(({ leaseId }) => leaseId), seconds],
    );
  }

  /** Writes down what became of letters whose leases still hold, and answers those. */
  async settle({ query }: Query, outcomes: readonly Outcome[], sentAt: Date): Promise<Outcome[]> {
    const rows = await query<{ seq: string }>(
      `UPDATE letter SET state = outcome.state, fault = outcome.fault, lease_id = NULL, lease_until = NULL,
         sent_at = CASE WHEN outcome.state = 'sent' THEN $4::timestamptz END,
         due_at = clock_timestamp() + make_interval(secs => outcome.wait)
       FROM unnest($1::bigint[], $2::text[], $3::text[], $5::float8[], $6::uuid[]) AS outcome (seq, state, fault, wait, lease)
       WHERE letter.seq = outcome.seq AND letter.lease_id = outcome.lease
       RETURNING letter.seq`,
      [
        outcomes.map(({ letter }) => letter.seq),
        outcomes.map(({ state }) => state),
        outcomes.map(({ fault }) => fault),
        sentAt,
        outcomes.map(({ waitSeconds }) => waitSeconds),
        outcomes.map(({ letter }) => letter.leaseId),
      ],
    );
    const settled = new Set(rows.map(({ seq }) => seq));
    return outcomes.filter(({ letter }) => settled.has(letter.seq));
  }

  /** Letters whose drain was killed go back into the queue, or are given up when that happens again and again. */
  async takeBack({ query }: Query, attemptsMax: number): Promise<number> {
    const rows = await query(
      `UPDATE letter SET state = CASE WHEN attempts >= $1 THEN 'failed' ELSE 'pending' END, fault = 'lease ran out',
         lease_id = NULL, lease_until = NULL, due_at = clock_timestamp()
       WHERE state = 'sending' AND lease_until <= clock_timestamp() RETURNING seq`,
      [attemptsMax],
    );
    return rows.length;
  }

  /** How many letters could be sent now; counts no further than asked. */
  async dueCount({ query }: Query, countMax: number): Promise<number> {
    const rows = await query<{ due: number }>(
      `SELECT count(*)::int AS due FROM (
         SELECT FROM letter WHERE state = 'pending' AND due_at <= clock_timestamp() LIMIT $1) AS letters`,
      [countMax],
    );
    return rows[0]?.due ?? 0;
  }
}

const asClaimed = (
  row: ClaimedRow,
  leaseId: string,
  names: ReadonlyMap<string, ItemName>,
): ClaimedLetter => ({
  seq: row.seq,
  leaseId,
  orderId: row.order_id,
  factId: row.fact_id,
  kind: row.kind,
  messageId: row.message_id,
  facts: row.facts,
  attempts: row.attempts,
  heardFrom: row.heard_from,
  reference: row.reference,
  language: row.language,
  contact: row.contact,
  shipTo: row.ship_to,
  card: row.card,
  names,
});
