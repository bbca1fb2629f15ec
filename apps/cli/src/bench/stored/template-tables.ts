import type { Client } from 'pg';
import { SERVICES } from '@okuru/contracts';
import { recallPassedOver } from '@okuru/platform';
import { queryOf } from '../../safe-keeping/stores/query-of.js';
import { tablesOf } from '../../safe-keeping/stores/tables.js';

/** A table that holds rows of the template orders, and which rows these are. */
export interface TemplateTable {
  readonly schema: string;
  readonly table: string;
  /** All that the shop writes itself: columns that PostgreSQL fills are left to it. */
  readonly columns: readonly string[];
  /** A condition on the row. */
  readonly isOwn: string;
}

/** Forgets all but its newest rows, so what is stored for long is not in it. */
const NOT_STORED = new Set(['outbox', 'mailbox_mail']);

const IDENTITIES = `
  SELECT c.relname || '.' || a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = to_regnamespace($1) AND a.attidentity <> ''`;

/**
 * Every table of the services in which orders leave rows, each after those it refers to: found in the catalogue by its
 * columns, so that a column or a table more is stored without a word here. `beginTemplates` makes what the conditions ask.
 */
export const templateTables = async (client: Client): Promise<TemplateTable[]> => {
  const found: TemplateTable[] = [
    {
      schema: 'okuru_key_ring',
      table: 'person_key',
      columns: ['key_id', 'subject', 'wrapped', 'created_at'],
      isOwn: 'subject IN (SELECT buyer_id FROM pg_temp.own_order)',
    },
  ];
  for (const service of SERVICES) {
    const schema = `okuru_${service}`;
    const { rows } = await client.query<{ name: string }>(IDENTITIES, [schema]);
    const identities = new Set(rows.map(({ name }) => name));
    for (const { table, columns } of await tablesOf(client, schema, NOT_STORED)) {
      const isOwn = ownRows(table, new Set(columns));
      const written = columns.filter((column) => !identities.has(`${table}.${column}`));
      if (isOwn) found.push({ schema, table, columns: written, isOwn });
    }
  }
  return found;
};

const ownRows = (table: string, columns: ReadonlySet<string>): string | undefined => {
  if (columns.has('order_id')) return 'order_id IN (SELECT order_id FROM pg_temp.own_order)';
  if (columns.has('parcel_id')) return 'parcel_id IN (SELECT parcel_id FROM pg_temp.own_parcel)';
  if (columns.has('decision_id')) return 'decision_id IN (SELECT decision_id FROM pg_temp.own_decision)';
  if (columns.has('event_id')) return 'event_id IN (SELECT id FROM pg_temp.own_event)';
  if (table === 'event' || table === 'event_head')
    return `key IN (SELECT 'order:' || order_id FROM pg_temp.own_order)`;
  return undefined;
};

const FACTS = SERVICES.map(
  (service) => `
  INSERT INTO own_event SELECT id FROM okuru_${service}.event WHERE key IN (SELECT 'order:' || order_id FROM own_order)`,
).join(';');
const WHAT_IS_OWN = `
  INSERT INTO own_parcel SELECT parcel_id, tracking_number FROM okuru_shipping.parcel JOIN own_order USING (order_id);
  INSERT INTO own_decision SELECT decision_id FROM okuru_shipping.packaging_decision;
  ${FACTS};
  ANALYZE own_order; ANALYZE own_parcel; ANALYZE own_decision; ANALYZE own_event`;

/**
 * What a service passed over is kept by the batch, at an offset that no copy can have: in the inbox each fact has a row, which
 * can be copied. So a shop of copies remembers more rows than one that heard them all itself.
 */
const rememberByFact = async (client: Client): Promise<void> => {
  for (const service of SERVICES) {
    await client.query(`SELECT set_config('search_path', $1, false)`, [`okuru_${service}`]);
    await recallPassedOver(queryOf(client));
  }
  await client.query('RESET search_path');
};

/** For this connection alone: the template orders, their parcels, facts and decisions. */
export const beginTemplates = async (client: Client, prefix: string): Promise<void> => {
  await client.query(`SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET bytea_output = 'hex'`);
  await client.query(`
    CREATE TEMPORARY TABLE own_order (order_id uuid PRIMARY KEY, buyer_id text NOT NULL);
    CREATE TEMPORARY TABLE own_parcel (parcel_id uuid PRIMARY KEY, tracking_number text NOT NULL);
    CREATE TEMPORARY TABLE own_decision (decision_id text PRIMARY KEY);
    CREATE TEMPORARY TABLE own_event (id uuid PRIMARY KEY)`);
  await client.query(
    `INSERT INTO own_order SELECT order_id, buyer_id FROM okuru_order.orders WHERE reference LIKE $1 || '-%'`,
    [prefix],
  );
  await client.query(WHAT_IS_OWN);
  await rememberByFact(client);
};
