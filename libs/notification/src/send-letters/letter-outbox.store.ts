import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { ClaimedLetter, Outcome } from './claimed-letter.js';

type Query = Pick<Transaction, 'query'>;

/** Who holds claimed letters, and for how long from now. */
interface Lease {
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
    return rows.map(asClaimed);
  }

  /** Letters taken back meanwhile stay taken back. */
  async renew({ query }: Query, lease: Lease): Promise<void> {
    await query(
      `UPDATE letter SET lease_until = clock_timestamp() + make_interval(secs => $2)
       WHERE state = 'sending' AND lease_id = $1`,
      [lease.id, lease.seconds],
    );
  }

  /** Writes down what became of letters this lease still holds, and answers those. */
  async settle(
    { query }: Query,
    leaseId: string,
    outcomes: readonly Outcome[],
    sentAt: Date,
  ): Promise<Outcome[]> {
    const rows = await query<{ seq: string }>(
      `UPDATE letter SET state = outcome.state, fault = outcome.fault, lease_id = NULL, lease_until = NULL,
         sent_at = CASE WHEN outcome.state = 'sent' THEN $5::timestamptz END,
         due_at = clock_timestamp() + make_interval(secs => outcome.wait)
       FROM unnest($2::bigint[], $3::text[], $4::text[], $6::float8[]) AS outcome (seq, state, fault, wait)
       WHERE letter.seq = outcome.seq AND letter.lease_id = $1
       RETURNING letter.seq`,
      [
        leaseId,
        outcomes.map(({ letter }) => letter.seq),
        outcomes.map(({ state }) => state),
        outcomes.map(({ fault }) => fault),
        sentAt,
        outcomes.map(({ waitSeconds }) => waitSeconds),
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

const asClaimed = (row: ClaimedRow): ClaimedLetter => ({
  seq: row.seq,
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
});
