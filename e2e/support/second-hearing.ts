import type { DeliveredBatch, LogRecord, Subscription } from '@okuru/platform';
import { until } from '@okuru/platform/testing';
import type { Pool } from 'pg';
import { type Change, changesBetween, type LastingRows, lastingRows } from './lasting-rows.js';

const QUIET_WITHIN_MS = 30_000;

/** What a service did on hearing a batch for the second time. */
export interface SecondHearing {
  /** `order hears stock.reserved`, one per record. */
  readonly heard: readonly string[];
  /** Events whose handler ran again. */
  readonly handledAgain: number;
  readonly changes: readonly Change[];
}

type OnBatch = (batch: DeliveredBatch) => Promise<void>;

/** `okuru.order` listens for the order service, whose tables are in `okuru_order`. */
const serviceOf = (group: string): string => group.replace(/^okuru\./, '');
const schemaOf = (group: string): string => `okuru_${serviceOf(group)}`;

/**
 * Has every handler of a group run twice on every event. Repeating a delivery does not do that, for the inbox knows
 * the event; so inbox and fence of the service are taken back to where they were, and the same batch is handed over
 * again. Nothing but the handlers themselves stands between the repeat and the tables then.
 */
export const hearTwice = (
  { group, onBatch }: Pick<Subscription, 'group' | 'onBatch'>,
  database: Pool,
  onHeard: (second: SecondHearing) => void,
): OnBatch => {
  const forget = forgetterOf(group);
  return async (batch) => {
    await onBatch(batch);
    const before = await rowsOnceQuiet(database, group);
    await forget(database, batch);
    await onBatch(batch);
    const after = await rowsOnceQuiet(database, group);
    onHeard({
      heard: batch.records.map((record) => `${serviceOf(group)} hears ${typeOf(record)}`),
      handledAgain: await remembered(database, group, batch),
      changes: changesBetween(before, after),
    });
  };
};

const typeOf = ({ headers }: LogRecord): string => (headers['ce_type'] ?? '').replace(/^okuru\./, '');
const idsOf = ({ records }: DeliveredBatch): string[] => records.map(({ headers }) => headers['ce_id'] ?? '');

/** Statements by service, since a name of a table is no parameter. */
const perService = (sql: (table: string) => string) =>
  new Map(
    ['okuru_order', 'okuru_inventory', 'okuru_shipping', 'okuru_notification'].map((schema) => [
      schema,
      sql(schema),
    ]),
  );
const FORGET = perService(
  (schema) => `DELETE FROM ${schema}.inbox WHERE event_id = ANY ($1::uuid[]) AND consumer = $2`,
);
const REWIND = perService(
  (schema) =>
    `UPDATE ${schema}.consumer_fence SET next_offset = $4 WHERE consumer = $1 AND topic = $2 AND partition = $3`,
);
const REMEMBERED = perService(
  (schema) =>
    `SELECT count(*)::int AS events FROM ${schema}.heard WHERE event_id = ANY ($1::uuid[]) AND consumer = $2`,
);
const PASS_AGAIN = perService(
  (schema) =>
    `DELETE FROM ${schema}.passed_over WHERE consumer = $1 AND topic = $2 AND partition = $3 AND first_offset >= $4`,
);
const UNSENT = perService((schema) => `SELECT FROM ${schema}.outbox LIMIT 1`);
const UNWRITTEN = `SELECT FROM okuru_notification.letter WHERE state <> 'sent' LIMIT 1`;

const forgetterOf =
  (group: string) =>
  async (database: Pool, batch: DeliveredBatch): Promise<void> => {
    const schema = schemaOf(group);
    await database.query(FORGET.get(schema)!, [idsOf(batch), group]);
    const place = [group, batch.topic, batch.partition, batch.records[0]?.offset ?? 0];
    await database.query(PASS_AGAIN.get(schema)!, place);
    await database.query(REWIND.get(schema)!, place);
  };

const remembered = async (database: Pool, group: string, batch: DeliveredBatch): Promise<number> => {
  const { rows } = await database.query<{ events: number }>(REMEMBERED.get(schemaOf(group))!, [
    idsOf(batch),
    group,
  ]);
  return rows[0]?.events ?? 0;
};

/** The tables of the service when its relay, and the mail, have nothing left to do. */
const rowsOnceQuiet = async (database: Pool, group: string): Promise<LastingRows> => {
  const schema = schemaOf(group);
  const isIdle = async (sql: string): Promise<boolean> => (await database.query(sql)).rowCount === 0;
  await until(async () => {
    const idle = await isIdle(UNSENT.get(schema)!);
    return idle && (schema !== 'okuru_notification' || (await isIdle(UNWRITTEN)));
  }, QUIET_WITHIN_MS);
  const rows = new Map(await lastingRows(database, schema));
  rows.delete(`${schema}.inbox`); // what remembers that something was heard is taken back and written anew
  return rows;
};
