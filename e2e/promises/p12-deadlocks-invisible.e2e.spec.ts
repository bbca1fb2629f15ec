import { MemoryEventLog } from '@okuru/platform';
import { Pool } from 'pg';
import { anOrder } from '../support/an-order.js';
import { haveAllHeardAll } from '../support/heard-all.js';
import { many, scaled, tellFigure } from '../support/promises/figure.js';
import { forcedFaults, forceFaults } from '../support/promises/forced-faults.js';
import { startShop, type TestShop } from '../support/shop.js';

const ORDERS = scaled(200);
const CLIENTS = 20;
const SKUS = ['A', 'B', 'C', 'D'].map((name) => `P12-${name}`);
const CANCELLED_EVERY = 4;
const FAULT_EVERY = 40;
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
const SETTLED_WITHIN_MS = 300_000;

const SET_ASIDE = `
  SELECT (SELECT count(*) FROM okuru_order.dead_letter) + (SELECT count(*) FROM okuru_inventory.dead_letter)
    + (SELECT count(*) FROM okuru_shipping.dead_letter) + (SELECT count(*) FROM okuru_notification.dead_letter) AS letters`;

describe('P12, deadlocks and serialisation failures are invisible', () => {
  const log = new MemoryEventLog();
  let shop: TestShop;
  let database: Pool;

  beforeAll(async () => {
    shop = await startShop({ eventLog: log });
    database = new Pool({ connectionString: shop.databaseUrl, max: 2 });
    await shop.stock(Object.fromEntries(SKUS.map((sku) => [sku, ORDERS * 2])));
  }, 120_000);
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
  });

  it('while orders take the same goods in opposite orders and statements are made to fail', async () => {
    expect(await forceFaults(database, SEED, FAULT_EVERY)).toBeGreaterThan(5);
    const answers: string[] = [];
    const note = (what: string, status: number, expected: number): void => {
      if (status !== expected) answers.push(`${what}: ${status}`);
    };
    let next = 0;
    const client = async (): Promise<void> => {
      for (let nth = next++; nth < ORDERS; nth = next++) {
        const reference = `P12-${nth}`;
        const skus = nth % 2 === 0 ? SKUS : [...SKUS].reverse();
        const lines = skus.map((sku) => ({ sku, quantity: 1, unitPrice: 1000, taxRate: 10 }));
        const body = { ...anOrder({ reference, sku: SKUS[0]!, units: 1 }), lines };
        const placed = await shop.call('storefront', 'POST', '/v1/orders', body, {
          'idempotency-key': reference,
        });
        note('an order', placed.status, 201);
        if (nth % CANCELLED_EVERY !== 0) continue;
        const path = `/v1/orders/${placed.body.orderId}/cancel`;
        note('a cancel', (await shop.call('storefront', 'POST', path, {})).status, 202);
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const cancelled = Math.ceil(ORDERS / CANCELLED_EVERY);
    const reserved = (ORDERS - cancelled) * 1;
    await shop.until(
      async () => {
        const { rows } = await database.query<{ sku: string; reserved: number }>(
          'SELECT sku, reserved::int AS reserved FROM okuru_inventory.stock WHERE sku = ANY ($1)',
          [SKUS],
        );
        const orders = await database.query<{ status: string; orders: number }>(
          'SELECT status, count(*)::int AS orders FROM okuru_order.orders GROUP BY status',
        );
        const heard = await haveAllHeardAll(log);
        return { heard, stock: rows, orders: orders.rows };
      },
      ({ heard, stock, orders }) =>
        heard &&
        stock.every((row) => row.reserved === reserved) &&
        orders.some((row) => row.status === 'cancelled' && row.orders === cancelled),
      SETTLED_WITHIN_MS,
    );
    const { rows } = await database.query<{ letters: string }>(SET_ASIDE);
    const { statements, faults, deadlocks } = await forcedFaults(database);
    tellFigure(
      'P12',
      `${many(ORDERS)} orders of ${SKUS.length} goods in opposite orders, ${many(cancelled)} cancelled: ${many(faults)} forced faults in ` +
        `${many(statements)} statements, ${deadlocks} deadlocks of their own; ${answers.length} visible errors, ${rows[0]?.letters} dead letters`,
    );
    expect(answers).toEqual([]);
    expect(Number(rows[0]?.letters)).toBe(0);
    expect(faults).toBeGreaterThan(0);
  }, 600_000);
});
