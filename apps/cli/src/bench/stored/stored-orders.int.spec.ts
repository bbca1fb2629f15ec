import { Client } from 'pg';
import { createHash } from 'node:crypto';
import { canonicalJson, MasterKey } from '@okuru/platform';
import { TidyUp } from '../../demo/tidy-up.js';
import { endToEnd } from '../end-to-end.js';
import { allHeard } from '../measure/settled.js';
import { openWorld, type World } from '../world.js';
import { auditStoredOver } from './audit-stored.js';
import { StoredOrders } from './stored-orders.js';

const PREFIX = 'stored-0000000';
const TEMPLATES = 20;
const COPIES = 9;
const ORDERS = TEMPLATES * (COPIES + 1);

const A_COPY = `(SELECT order_id FROM okuru_order.orders WHERE reference = 'stored-0000005-3')`;
const PLANTS: Readonly<Record<string, { readonly sql: string; readonly fault: RegExp }>> = {
  'an order is gone': {
    sql: `DELETE FROM okuru_order.order_line WHERE order_id = ${A_COPY}; DELETE FROM okuru_order.orders WHERE order_id = ${A_COPY}`,
    fault: /\(stored-0000005-3\) was accepted and is not stored/,
  },
  'a unit is on no book': {
    sql: `DELETE FROM okuru_inventory.movement WHERE order_id = ${A_COPY}`,
    fault: /the ledger explains \d+ of \d+ units on hand/,
  },
  'a parcel never left': {
    sql: `DELETE FROM okuru_shipping.parcel_line WHERE parcel_id IN (SELECT parcel_id FROM okuru_shipping.parcel WHERE order_id = ${A_COPY})`,
    fault: /ordered 1, shipped 1, in parcels that left 0/,
  },
  'a parcel has another waybill': {
    sql: `UPDATE okuru_shipping.parcel SET tracking_number = 'other' || parcel_id WHERE order_id = ${A_COPY}`,
    fault: /carries another waybill than the one printed/,
  },
  'a letter was never written': {
    sql: `DELETE FROM okuru_notification.letter WHERE order_id = ${A_COPY}`,
    fault: /nobody wrote the letter "dispatched"/,
  },
  'a fact was never heard': {
    sql: `DELETE FROM okuru_inventory.inbox WHERE event_id IN (SELECT id FROM okuru_order.event WHERE key = 'order:' || ${A_COPY})`,
    fault: /order to inventory: \d+ events were never heard/,
  },
};

/** Places in which every order leaves rows, and which of their rows are of orders. */
const PLACES: Readonly<Record<string, string>> = {
  'okuru_order.orders': 'true',
  'okuru_order.order_line': 'true',
  'okuru_order.order_history': 'true',
  'okuru_order.order_parcel': 'true',
  'okuru_order.order_letter': 'true',
  'okuru_order.idempotency': 'true',
  'okuru_order.event': 'true',
  'okuru_order.event_head': 'true',
  'okuru_order.inbox': 'event_id IN (SELECT id FROM okuru_shipping.event)',
  'okuru_inventory.reservation': 'true',
  'okuru_inventory.order_demand': 'true',
  'okuru_inventory.movement': 'order_id IS NOT NULL',
  'okuru_inventory.event': `key LIKE 'order:%'`,
  'okuru_inventory.event_head': `key LIKE 'order:%'`,
  'okuru_shipping.shipment': 'true',
  'okuru_shipping.parcel': 'true',
  'okuru_shipping.parcel_line': 'true',
  'okuru_shipping.operation': 'true',
  'okuru_shipping.packaging_decision': 'true',
  'okuru_shipping.simulated_waybill': 'true',
  'okuru_notification.correspondent': 'true',
  'okuru_notification.letter': 'true',
  'okuru_key_ring.person_key': 'true',
};

const tidy = new TidyUp();
let templates: Record<string, number>;
let world: World;
let orders: StoredOrders;
const masterKey = (): string => world.shop.environment['OKURU_MASTER_KEY']!;

beforeAll(async () => {
  world = await openWorld({ adapter: 'postgres', goods: 20, processes: 1 }, () => undefined, tidy);
  const asked = { prefix: PREFIX, orders: TEMPLATES, skus: 20, perRequest: TEMPLATES, atOnce: 1 };
  await endToEnd(world, asked, () => undefined);
  await allHeard(world.database);
  orders = await StoredOrders.of({
    databaseUrl: world.shop.databaseUrl,
    masterKey: masterKey(),
    prefix: PREFIX,
    times: COPIES,
  });
  templates = await counts();
  await orders.store();
}, 300_000);
afterAll(() => tidy.run());

const rows = async <Row>(sql: string): Promise<Row[]> => (await world.database.query(sql)).rows as Row[];

const counts = async (): Promise<Record<string, number>> => {
  const counted: Record<string, number> = {};
  for (const [place, where] of Object.entries(PLACES)) {
    const sql = `SELECT count(*)::int AS count FROM ${place} WHERE ${where}`;
    counted[place] = (await rows<{ count: number }>(sql))[0]!.count;
  }
  return counted;
};

/** What the audit says when the shop's databases were changed so, which is taken back. */
const auditAfter = async (sql: string) => {
  const client = new Client({ connectionString: world.shop.databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN; SET LOCAL session_replication_role = replica');
    await client.query(sql);
    return await auditStoredOver(client, world, orders);
  } finally {
    await client.end();
  }
};

describe('orders that were multiplied', () => {
  it('are believed by the audit only once its ledger knows of them', async () => {
    const { faults } = await auditAfter('SELECT');
    expect(faults.filter((fault) => fault.includes('was not answered to the storefront'))).toHaveLength(
      ORDERS - TEMPLATES,
    );
    orders.remember(world.ledger);
    expect(await auditAfter('SELECT')).toMatchObject({
      faults: [],
      dispatched: ORDERS,
      accepted: ORDERS,
      letterRepeats: 0,
    });
  });

  it.each(Object.entries(PLANTS))('are refused by the audit when %s', async (_what, { sql, fault }) => {
    const { faults } = await auditAfter(sql);
    expect(faults.some((text) => fault.test(text))).toBe(true);
  });

  it('leave nothing out: each table has ten times the rows of the templates', async () => {
    expect(await counts()).toEqual(
      Object.fromEntries(Object.entries(templates).map(([place, count]) => [place, count * (COPIES + 1)])),
    );
    expect(Object.values(templates).filter((count) => count < TEMPLATES)).toEqual([]);
  });

  it('have histories whose every entry hashes to what is recorded', async () => {
    const entries = await rows<{ orderId: string; entry: number; at: Date; hash: string; head: string }>(`
      SELECT h.order_id AS "orderId", entry, at, what, source, event_id AS "eventId", aggregate_version AS "aggregateVersion",
        detail, h.hash FROM okuru_order.order_history h ORDER BY order_id, entry`);
    let before = '';
    const broken = entries.filter(({ hash, ...row }) => {
      const previous = row.entry === 1 ? '0'.repeat(64) : before;
      before = hash;
      const said = canonicalJson({ ...row, at: row.at.toISOString() });
      return (
        createHash('sha256')
          .update(previous + said)
          .digest('hex') !== hash
      );
    });
    expect(entries.length).toBeGreaterThan(ORDERS * 5);
    expect(broken).toEqual([]);
    const heads = await rows(`
      SELECT FROM okuru_order.orders o JOIN okuru_order.order_history h
        ON h.order_id = o.order_id AND h.entry = o.history_entries AND h.hash = o.history_hash`);
    expect(heads).toHaveLength(ORDERS);
  });

  it('have facts with dense versions that their heads know', async () => {
    for (const service of ['order', 'inventory', 'shipping', 'notification']) {
      const wrong = await rows(`
        SELECT key FROM okuru_${service}.event e FULL JOIN okuru_${service}.event_head h USING (key)
        GROUP BY key, h.aggregate_version
        HAVING count(*) IS DISTINCT FROM h.aggregate_version OR max(e.aggregate_version) IS DISTINCT FROM h.aggregate_version`);
      expect(wrong).toEqual([]);
    }
  });

  it("have buyers whose keys the shop's own master key opens", async () => {
    const master = new MasterKey(Buffer.from(masterKey(), 'base64'));
    const keys = await rows<{ key_id: string; wrapped: Buffer }>(
      'SELECT key_id, wrapped FROM okuru_key_ring.person_key',
    );
    expect(keys.map(({ key_id, wrapped }) => master.unwrap(key_id, wrapped).length)).toEqual(
      keys.map(() => 32),
    );
  });

  it('are spread over the weeks before', async () => {
    const [days] = await rows<{ days: number; ahead: number }>(`
      SELECT count(DISTINCT placed_at::date)::int AS days, count(*) FILTER (WHERE placed_at > now())::int AS ahead FROM okuru_order.orders`);
    expect(days).toEqual({ days: COPIES, ahead: 0 });
  });
});
