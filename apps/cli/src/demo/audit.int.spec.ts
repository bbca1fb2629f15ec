import { Client } from 'pg';
import { auditOver, type Findings } from './audit.js';
import { runDemo } from './demo.js';

const ORDERS = 60;

interface Plant {
  /** Makes the databases hold what a shop that breaks its promises would. */
  readonly sql: string;
  /** The storefront was told yes to this, for the first order that the statement answers. */
  readonly acknowledged?: 'cancellation';
  /** Told as; a repeated letter is only counted. */
  readonly fault?: RegExp;
  /** Counted as. */
  readonly counter?: keyof Pick<
    Findings,
    'lost' | 'duplicated' | 'oversold' | 'unaccountedUnits' | 'letterRepeats'
  >;
}

const A_SHIPPED_ORDER =
  "(select order_id from okuru_order.orders where status = 'shipped' order by order_id limit 1)";
const A_PARCEL_THAT_LEFT =
  "(select parcel_id from okuru_shipping.parcel where status = 'dispatched' order by parcel_id limit 1)";
const A_SKU = '(select sku from okuru_inventory.reservation order by sku limit 1)';
const WITHOUT_GUARDS = `
  alter table okuru_inventory.stock drop constraint stock_adds_up, drop constraint stock_never_oversold;`;
const copyOf = (table: string, other: string, where: string): string =>
  `insert into ${table} overriding system value select (jsonb_populate_record(t, jsonb_build_object(${other}))).* from ${table} t where ${where};`;

const PLANTS: Readonly<Record<string, Plant>> = {
  'an accepted order is gone': {
    sql: `delete from okuru_order.order_line where order_id = ${A_SHIPPED_ORDER};
          delete from okuru_order.orders where order_id = ${A_SHIPPED_ORDER}`,
    fault: /was accepted and is not stored/,
    counter: 'lost',
  },
  'an order comes to no end': {
    sql: `update okuru_order.orders set status = 'awaiting-packing' where order_id = ${A_SHIPPED_ORDER}`,
    fault: /is stuck: awaiting-packing/,
    counter: 'lost',
  },
  'a lot has units that nobody has on hand': {
    sql: `insert into okuru_inventory.lot (sku, warehouse, lot, expires_on, on_hand) select sku, warehouse, 'L1', '2026-12-31', 3
      from okuru_inventory.stock where sku = ${A_SKU}`,
    fault: /its lots have 3 units, and 0 are on hand/,
  },
  'an order waits for stock that nobody was asked for': {
    sql: `update okuru_order.orders set status = 'awaiting-stock' where order_id = ${A_SHIPPED_ORDER}`,
    fault: /waits for stock, and inventory has no unit to wait for/,
  },
  'an order is stored twice': {
    sql: `create temporary table id on commit drop as select ${A_SHIPPED_ORDER} as old, gen_random_uuid() as new;
          alter table okuru_order.orders alter column stage drop expression;
          ${copyOf('okuru_order.orders', "'order_id', (select new from id), 'reference', 'again'", 't.order_id = (select old from id)')}
          ${copyOf('okuru_order.order_line', "'order_id', (select new from id)", 't.order_id = (select old from id)')}`,
    fault: /is stored and was not answered to the storefront/,
    counter: 'duplicated',
  },
  'an acknowledged cancellation is forgotten': {
    sql: A_SHIPPED_ORDER.slice(1, -1),
    acknowledged: 'cancellation',
    fault: /its cancellation was acknowledged and is none/,
  },
  'an order is cancelled that nobody cancelled': {
    sql: `update okuru_order.orders set status = 'cancelled' where order_id = ${A_SHIPPED_ORDER}`,
    fault: /cancelled although nobody asked/,
  },
  'more units are promised than there are': {
    sql: `${WITHOUT_GUARDS} update okuru_inventory.stock set reserved = on_hand + 1, free = -1 where sku = ${A_SKU}`,
    fault: /1 units oversold/,
    counter: 'oversold',
  },
  'a unit is held for nobody': {
    sql: `${WITHOUT_GUARDS} update okuru_inventory.stock set reserved = reserved + 1, on_hand = on_hand + 1 where sku = ${A_SKU}`,
    fault: /units reserved, \d+ of them for orders that wait/,
    counter: 'unaccountedUnits',
  },
  'a unit is on no book': {
    sql: `${WITHOUT_GUARDS} update okuru_inventory.stock set free = free + 1, on_hand = on_hand + 1 where sku = ${A_SKU}`,
    fault: /imported \d+, on hand/,
    counter: 'unaccountedUnits',
  },
  'a missing unit is still on the books': {
    sql: "delete from okuru_inventory.movement where reason in ('not-found', 'damaged')",
    fault: /misses 1 units, 1 were written off, the ledger lost 0/,
    counter: 'unaccountedUnits',
  },
  'inventory never heard of a missing unit': {
    sql: 'delete from okuru_inventory.missing_units',
    fault: /misses 1 units, 0 were written off/,
  },
  'a report of the crew was lost': {
    sql: 'delete from okuru_shipping.shortage',
    fault: /the crew reported [1-9]\d* units missing, shipping knows of 0/,
  },
  'a parcel that was handed over is still here': {
    sql: `update okuru_shipping.parcel set status = 'closed', dispatched_at = null where parcel_id = ${A_PARCEL_THAT_LEFT}`,
    fault: /is closed, and the crew handed it over/,
  },
  'a parcel has another waybill than the one printed': {
    sql: `update okuru_shipping.parcel set tracking_number = 'other' where parcel_id = ${A_PARCEL_THAT_LEFT}`,
    fault: /carries another waybill than the one printed/,
  },
  'a unit left that nobody proved': {
    sql: `update okuru_shipping.parcel_line set scanned = 0 where parcel_id = ${A_PARCEL_THAT_LEFT}`,
    fault: /left with \d+ units, 0 proven/,
  },
  'an order says that fewer left': {
    sql: `update okuru_order.order_line set shipped = 0 where order_id = ${A_SHIPPED_ORDER}`,
    fault: /shipped 0, in parcels that left/,
    counter: 'lost',
  },
  'a letter was never written': {
    sql: "delete from okuru_notification.letter where kind = 'dispatched'",
    fault: /nobody wrote the letter "dispatched"/,
  },
  'a letter never arrived': {
    sql: "update okuru_notification.letter set message_id = message_id || 'other' where fact_id = (select fact_id from okuru_notification.letter limit 1)",
    fault: /never arrived/,
  },
  'a letter arrived twice': {
    sql: copyOf('okuru_notification.mailbox_mail', "'id', t.id + 1000000", 'true'),
    counter: 'letterRepeats',
  },
  'a fact was never heard': {
    sql: 'delete from okuru_inventory.inbox',
    fault: /events were never heard/,
  },
  'an event names a buyer': {
    sql: `update okuru_order.event set data = data || '{"to": "a@example.com"}' where type = 'order.placed'`,
    fault: /carry an address in the clear/,
  },
  'a wrong scan was not blocked': {
    sql: 'delete from okuru_shipping.blocked_scan',
    fault: /wrong scans were made, 0 blocked/,
  },
};

describe('the audit of the demo and of the fault rig', () => {
  it('sees each of the faults it is there for, and none in a shop that is well', async () => {
    const seen = new Map<string, Findings>();
    const report = await runDemo(
      { kafka: false, orders: ORDERS, seed: 'planted' },
      {
        afterAudit: async (shop, scenario, ledger) => {
          const client = new Client({ connectionString: shop.databaseUrl });
          await client.connect();
          try {
            for (const [name, { sql, acknowledged }] of Object.entries(PLANTS)) {
              await client.query('begin; set local session_replication_role = replica');
              const { rows } = await client.query<{ order_id: string }>(sql);
              const asked = acknowledged ? [rows[0]!.order_id] : [];
              asked.forEach((orderId) => ledger.cancelAsked.add(orderId));
              seen.set(name, await auditOver(client, scenario, ledger, shop.mail));
              asked.forEach((orderId) => ledger.cancelAsked.delete(orderId));
              await client.query('rollback');
            }
          } finally {
            await client.end();
          }
        },
      },
    );
    expect(report.faults).toEqual([]);
    const unseen = Object.entries(PLANTS).flatMap(([name, { fault, counter }]) => {
      const findings = seen.get(name);
      const isTold = fault === undefined || findings?.faults.some((text) => fault.test(text));
      const isCounted = counter === undefined || (findings?.[counter] ?? 0) > report[counter];
      return isTold && isCounted ? [] : [{ name, told: findings?.faults.slice(0, 3) }];
    });
    expect(unseen).toEqual([]);
    expect(seen.size).toBe(Object.keys(PLANTS).length);
  }, 300_000);
});
