import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { anOrder } from './support/an-order.js';
import { Crew } from './support/crew.js';
import { haveAllHeardAll } from './support/heard-all.js';
import { brokenLaws } from './support/laws/broken-laws.js';
import { chanceOf } from './support/schedules/random.js';
import { startShop, type TestShop } from './support/shop.js';
import { StutteringLog } from './support/stuttering-log.js';

const ORDERS = 100;
const UNITS = 2;
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_123);
const SETTLED_WITHIN_MS = 120_000;

/** What becomes of an order, and what its buyer then sees. */
const FATES = [
  { fate: 'cancelled at once', status: 'cancelled' },
  { fate: 'cancelled when packed', status: 'cancelled' },
  { fate: 'cancelled too late', status: 'shipped' },
  { fate: 'amended when planned', status: 'shipped' },
  { fate: 'amended too late', status: 'shipped' },
  { fate: 'sent', status: 'shipped' },
  { fate: 'sent after a receipt', status: 'shipped' },
] as const;
type Fate = (typeof FATES)[number]['fate'];

interface PlacedOrder {
  readonly orderId: string;
  readonly sku: string;
  readonly fate: Fate;
  readonly status: string;
}

describe('a log that says everything up to five times and out of step', () => {
  const log = new StutteringLog(chanceOf(SEED));
  let shop: TestShop;
  let database: Pool;
  let crew: Crew;
  let orders: readonly PlacedOrder[];

  const plan = Array.from({ length: ORDERS }, (_, nth) => ({
    sku: `D${nth}`,
    ...FATES[nth % FATES.length]!,
  }));
  const onHand = (fate: Fate): number => (fate === 'sent after a receipt' ? 1 : UNITS);

  beforeAll(async () => {
    shop = await startShop({ eventLog: log });
    database = new Pool({ connectionString: shop.databaseUrl, max: 2 });
    crew = new Crew(shop);
    await shop.stock(Object.fromEntries(plan.map(({ sku, fate }) => [sku, onHand(fate)])));
  }, 60_000);
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
  });

  const place = async ({ sku, fate, status }: (typeof plan)[number]): Promise<PlacedOrder> => {
    const { body } = await shop.call(
      'storefront',
      'POST',
      '/v1/orders',
      anOrder({ reference: sku, sku, units: UNITS }),
      { 'idempotency-key': sku },
    );
    return { orderId: body.orderId, sku, fate, status };
  };
  const orderOf = async ({ orderId }: PlacedOrder) =>
    (await shop.call('ops', 'GET', `/v1/orders/${orderId}`)).body;
  const cancel = ({ orderId }: PlacedOrder) =>
    shop.call('storefront', 'POST', `/v1/orders/${orderId}/cancel`, {});
  const amend = ({ orderId }: PlacedOrder) =>
    shop.call(
      'storefront',
      'POST',
      `/v1/orders/${orderId}/amendments`,
      { delivery: { slot: 'am' }, charges: [{ kind: 'postage', amount: 100 }] },
      { 'idempotency-key': randomUUID() },
    );
  const receive = (sku: string, quantity: number) =>
    shop.call('warehouse', 'POST', '/v1/stock/receipts', { opId: randomUUID(), lines: [{ sku, quantity }] });

  const live = async (order: PlacedOrder): Promise<void> => {
    if (order.fate === 'cancelled at once') return void (await cancel(order));
    if (order.fate === 'sent after a receipt') await receive(order.sku, 1);
    const aPlannedParcel = async (): Promise<string> => {
      const isPlanned = ({ status }: { status: string }) => status === 'planned';
      const { parcels } = await shop.until(
        () => orderOf(order),
        (seen) => seen.amendment?.state !== 'requested' && seen.parcels.some(isPlanned),
        SETTLED_WITHIN_MS,
      );
      return parcels.find(isPlanned).parcelId;
    };
    let parcelId = await aPlannedParcel();
    if (order.fate === 'amended when planned') {
      await amend(order);
      parcelId = await aPlannedParcel();
    }
    const parcel = { parcelId, lines: [{ sku: order.sku, quantity: UNITS }] };
    await crew.pack(parcel);
    await crew.close(parcel);
    if (order.fate === 'amended too late') await amend(order);
    if (order.fate === 'cancelled when packed') return void (await cancel(order));
    await crew.handOver(parcel);
    if (order.fate === 'cancelled too late') await cancel(order);
  };

  const settled = async (): Promise<void> => {
    const everythingIsHeard = () =>
      shop.until(
        () => haveAllHeardAll(log),
        (all) => all,
        SETTLED_WITHIN_MS,
      );
    await Promise.all(
      orders.map((order) =>
        shop.until(
          () => orderOf(order),
          (seen) =>
            seen.status === order.status &&
            seen.cancellation?.state !== 'requested' &&
            seen.amendment?.state !== 'requested',
          SETTLED_WITHIN_MS,
        ),
      ),
    );
    await everythingIsHeard();
    await shop.until(
      () => database.query(`SELECT FROM okuru_notification.letter WHERE state <> 'sent'`),
      ({ rowCount }) => rowCount === 0,
      SETTLED_WITHIN_MS,
    );
    await log.sendAllCopies();
    await everythingIsHeard();
  };

  it('a hundred orders end as they would have, with each effect once', async () => {
    orders = await Promise.all(plan.map(place));
    await Promise.all(orders.map(live));
    await settled();

    expect(
      await brokenLaws(
        database,
        orders.map((order) => ({ ...order, goods: UNITS, units: UNITS })),
      ),
    ).toEqual([]);
    const parcels = await database.query<{ order_id: string; parcels: number }>(
      'SELECT order_id, count(*)::int AS parcels FROM okuru_shipping.parcel GROUP BY order_id',
    );
    const planned = new Map(parcels.rows.map((row) => [row.order_id, row.parcels]));
    const twice = orders.filter(({ orderId }) => planned.get(orderId) === 2).map(({ fate }) => fate);
    expect(new Set(planned.values())).toEqual(new Set([1, 2]));
    expect(new Set(twice)).toEqual(new Set(['amended when planned']));
  }, 240_000);

  it('and the log did stutter', () => {
    const times = [...log.handed.values()];
    expect(times.length).toBeGreaterThan(ORDERS * 10);
    expect(times.filter((count) => count === 1).length).toBeGreaterThan(0);
    expect(times.filter((count) => count >= 5).length).toBeGreaterThan(ORDERS);
  });
});
