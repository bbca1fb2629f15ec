import type { EventData, RehearsalPlan } from '@okuru/contracts';
import type { ReadTransaction, Transaction } from '@okuru/platform';

type Query = Pick<Transaction, 'query'>;

/** What was heard of a rehearsal so far; the two come from different topics, in any order. */
export interface HeardRehearsal {
  readonly stocked: EventData<'rehearsal.stocked'>['lines'] | null;
  readonly answered: { readonly plan: RehearsalPlan | null } | null;
}

export const openRehearsal = async (tx: Query, rehearsalId: string): Promise<void> => {
  await tx.query('INSERT INTO rehearsal (rehearsal_id) VALUES ($1)', [rehearsalId]);
};

export const closeRehearsal = async (tx: Query, rehearsalId: string): Promise<void> => {
  await tx.query('DELETE FROM rehearsal WHERE rehearsal_id = $1', [rehearsalId]);
};

/** The rows are locked in the order of their ids: two batches of two topics may bear the same rehearsals. */
const LOCKED = `
  WITH locked AS (SELECT rehearsal_id FROM rehearsal WHERE rehearsal_id = ANY ($1::uuid[]) ORDER BY rehearsal_id FOR UPDATE)`;
const KEEP_STOCKED = `${LOCKED}
  UPDATE rehearsal SET stocked = heard.body
  FROM locked JOIN jsonb_to_recordset($2::jsonb) AS heard (rehearsal_id uuid, body jsonb) USING (rehearsal_id)
  WHERE rehearsal.rehearsal_id = locked.rehearsal_id`;
const KEEP_ANSWERED = `${LOCKED}
  UPDATE rehearsal SET answered = heard.body
  FROM locked JOIN jsonb_to_recordset($2::jsonb) AS heard (rehearsal_id uuid, body jsonb) USING (rehearsal_id)
  WHERE rehearsal.rehearsal_id = locked.rehearsal_id`;

/** Keeps what inventory says for whoever waits; where nobody waits any more, there is no row. */
export const keepStocked = (tx: Query, heard: readonly EventData<'rehearsal.stocked'>[]): Promise<unknown> =>
  tx.query(
    KEEP_STOCKED,
    parametersOf(heard.map(({ rehearsalId, lines }) => ({ rehearsal_id: rehearsalId, body: lines }))),
  );

/** Keeps what shipping says, as above. */
export const keepAnswered = (
  tx: Query,
  heard: readonly EventData<'rehearsal.answered'>[],
): Promise<unknown> =>
  tx.query(
    KEEP_ANSWERED,
    parametersOf(heard.map(({ rehearsalId, plan }) => ({ rehearsal_id: rehearsalId, body: { plan } }))),
  );

const parametersOf = (rows: readonly { readonly rehearsal_id: string }[]): unknown[] => [
  rows.map(({ rehearsal_id }) => rehearsal_id),
  JSON.stringify(rows),
];

/** What was heard of each of them. */
export const heardOf = async (
  tx: Pick<ReadTransaction, 'query'>,
  rehearsalIds: readonly string[],
): Promise<Map<string, HeardRehearsal>> => {
  const rows = await tx.query<HeardRehearsal & { rehearsal_id: string }>(
    'SELECT rehearsal_id, stocked, answered FROM rehearsal WHERE rehearsal_id = ANY ($1::uuid[])',
    [rehearsalIds],
  );
  return new Map(rows.map(({ rehearsal_id, stocked, answered }) => [rehearsal_id, { stocked, answered }]));
};

/** Longer than anybody waits; such a row is left of a process that was killed. */
const FORGOTTEN_AFTER_MINUTES = 10;
const ROWS_MAX = 10_000;

export const forgetOldRehearsals = async (tx: Query): Promise<void> => {
  await tx.query(
    `DELETE FROM rehearsal WHERE ctid IN (
       SELECT ctid FROM rehearsal WHERE asked_at < now() - make_interval(mins => $1) LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [FORGOTTEN_AFTER_MINUTES, ROWS_MAX],
  );
};
