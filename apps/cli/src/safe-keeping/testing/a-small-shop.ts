import { randomBytes } from 'node:crypto';
import { SERVICES } from '@okuru/contracts';
import {
  ACCESS_TABLES,
  type Config,
  migrate,
  PostgresKeyRing,
  readConfig,
  sealContext,
} from '@okuru/platform';
import pg from 'pg';
import { MIGRATIONS } from '../stores/services.js';

/** Text that a copy by hand gets wrong. */
export const ODD_TEXT = 'tab\there, line\nthere, \\back\\slash, \\N, "quoted", 髙﨑 𠮷 \u0001';

export const BUYER_NAME = '髙﨑 花子';
export const ORDER_ID = '01900000-0000-7000-8000-000000000001';

/** A shop's databases without its services: all tables, a few rows, keys of two people. */
export const aSmallShop = async (url: string, masterKey: Buffer = randomBytes(32)): Promise<Config> => {
  const config = readConfig({
    DATABASE_URL: url,
    OKURU_MASTER_KEY: masterKey.toString('base64'),
    LOG_LEVEL: 'silent',
  });
  for (const service of SERVICES) await migrate(service, url, MIGRATIONS[service]);
  const ring = await PostgresKeyRing.open({ url, masterKey: config.masterKey });
  const keys = await ring.keysFor(['a'.repeat(64), 'b'.repeat(64)]);
  const [contact, shipTo] = await ring.sealMany(
    [
      { name: BUYER_NAME, email: 'hanako@example.jp' },
      { name: BUYER_NAME, city: '千代田区' },
    ].map((plain) => ({
      keyId: keys.get('a'.repeat(64)) ?? '',
      context: sealContext('order.confirmed', ORDER_ID),
      plain,
    })),
  );
  await ring.close();
  await onDatabase(url, async (client) => {
    for (const statement of ACCESS_TABLES) await client.query(statement);
    await client.query(`
      INSERT INTO okuru_access.staff (id, name, role, badge_hash) VALUES (gen_random_uuid(), '佐藤', 'lead', sha256('badge'));
      INSERT INTO okuru_access.staff_session (hash, staff_id, expires_at)
        SELECT sha256('session'), id, now() + interval '1 hour' FROM okuru_access.staff`);
    await client.query(
      `INSERT INTO okuru_order.orders (order_id, channel, reference, buyer_id, placed_at, language, short_stock, total, money, delivery,
         prefecture, contact, ship_to, marketing_opt_in, payment_method, payment_status, payment_amount, status, holds, cancellation,
         reservation, near_misses, facts_stated, history_entries, history_hash)
       VALUES ($1, 'web', 'R-1', $2, now(), 'ja', 'ship-complete', 100, '{}', '{}', 13, $3, $4, false, 'card', 'paid', 100,
         'awaiting-stock', '{}', 'none', 0, 0, 1, 1, $2)`,
      [ORDER_ID, 'a'.repeat(64), JSON.stringify(contact), JSON.stringify(shipTo)],
    );
    await client.query(
      `INSERT INTO okuru_inventory.item (sku, item_version, name_ja, name_en, value_yen, temperature, fragile, keep_upright, do_not_stack, liquid, battery, countable)
       SELECT 'SKU-' || n, 1, $1, 'Mug', 100, 'ambient', false, false, false, false, false, false FROM generate_series(1, 500) AS n`,
      [ODD_TEXT],
    );
    await client.query(
      `INSERT INTO okuru_inventory.item_barcode (barcode, sku, position) SELECT n::text, 'SKU-' || n, 0 FROM generate_series(1, 500) AS n`,
    );
    await client.query(
      `INSERT INTO okuru_inventory.operation (key_id, op_id, body_hash, answer, at) VALUES ('k', 'o', 'h', '{"b": 1, "a": [2]}', now())`,
    );
    await client.query(
      `INSERT INTO okuru_inventory.movement (at, sku, warehouse, kind, change) SELECT now(), 'SKU-' || n, 'main', 'received', 2 FROM generate_series(1, 500) AS n`,
    );
    await client.query(
      `INSERT INTO okuru_inventory.event (id, key, type, version, aggregate_version, time, traceparent, data)
       SELECT gen_random_uuid(), 'item:SKU-' || n, 'item.changed', 1, 1, now(), '', '{"nested": {"odd": "\\u0007"}}' FROM generate_series(1, 500) AS n`,
    );
    await client.query(
      `INSERT INTO okuru_shipping.dead_letter (consumer, topic, partition, "offset", key, record_key, event_id, type, headers, value, value_cut, state, reason, fault, tries)
       VALUES ('okuru.shipping', 'okuru.order', 0, 1, 'k', '\\x00ff', gen_random_uuid(), 't', '{}', '\\x0a5c00', false, 'dead', 'undecodable', 'f', 1)`,
    );
  });
  return config;
};

export const onDatabase = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Every row of every table of the shop's schemas as text, but what a restore makes anew. */
export const everything = (url: string): Promise<Record<string, string[]>> =>
  onDatabase(url, async (client) => {
    const { rows: tables } = await client.query<{ place: string }>(
      `SELECT format('%I.%I', nspname, relname) AS place FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname LIKE 'okuru\\_%' AND nspname NOT LIKE 'okuru\\_log' AND relkind = 'r'
         AND relname NOT IN ('relay_lease', 'consumer_fence', 'outbox', 'migration', 'staff_session') ORDER BY 1`,
    );
    const found: Record<string, string[]> = {};
    for (const { place } of tables) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT row_to_json(each)::text AS row FROM ${place} AS each ORDER BY 1`,
      );
      found[place] = rows.map(({ row }) => row);
    }
    return found;
  });

/** The shop's schemas in a database. */
export const schemasOf = (url: string): Promise<string[]> =>
  onDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'okuru\\_%' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  });
