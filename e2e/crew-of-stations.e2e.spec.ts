import { CARRIER_SERVICES } from '@okuru/carriers';
import { Pool } from 'pg';
import { untilAllQuiet } from './support/all-quiet.js';
import { anOrder } from './support/an-order.js';
import { many, scaled, tellFigure } from './support/promises/figure.js';
import { type Chance, chanceOf } from './support/schedules/random.js';
import { startShop, type TestShop } from './support/shop.js';
import { Device } from './support/stations/device.js';
import { Floor, type LabelMode } from './support/stations/floor.js';
import { Station } from './support/stations/station.js';
import { type BookedParcel, type Books, judge, type Truth } from './support/stations/truth.js';
import { Wireless } from './support/stations/wireless.js';

const STATIONS = 20;
/** Fewer than this show too few swaps and cancels; `OKURU_PROMISE_SCALE=10` makes five thousand of them. */
const ORDERS_MIN = 120;
const ORDERS = Math.max(ORDERS_MIN, scaled(500));
const ORDERS_AT_ONCE = 100;
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_127);
const WEATHER = { unheard: 10, unanswered: 10 };
const WORKED_WITHIN_MS = 3_600_000;
const PLANNED_WITHIN_MS = 600_000;
/** Look-alikes: each differs from the next in one word. */
const SKUS = Array.from({ length: 24 }, (_, n) => `CUP-${n + 1}`);
const UNITS_OF_EACH = 100_000;

const PARCELS = `
  SELECT p.parcel_id AS "parcelId", p.status, o.status = 'cancelled' AS "orderCancelled", p.tracking_number AS "trackingNumber",
    (SELECT jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity, 'scanned', l.scanned))
     FROM okuru_shipping.parcel_line l WHERE l.parcel_id = p.parcel_id) AS lines
  FROM okuru_shipping.parcel p JOIN okuru_order.orders o USING (order_id)`;
const BLOCKED = 'SELECT reason, count(*)::int AS count FROM okuru_shipping.blocked_scan GROUP BY reason';

const NOTHING = { wrongParcels: [], lostScans: [], notOneWaybill: [], uncounted: [], disagreements: [] };

describe(`${STATIONS} stations over ${many(ORDERS)} orders, with slips, swaps, cancels and a bad network`, () => {
  let shop: TestShop;
  let database: Pool;

  beforeEach(async () => {
    shop = await startShop();
    database = new Pool({ connectionString: shop.databaseUrl, max: 2, application_name: 'crew' });
    await shop.stock(Object.fromEntries(SKUS.map((sku) => [sku, UNITS_OF_EACH])));
  }, 120_000);
  afterEach(async () => {
    await database.end();
    await shop.close();
  });

  const labelAll = async (labelMode: LabelMode): Promise<void> => {
    const services = CARRIER_SERVICES.map(({ carrier, service }) => ({
      carrier,
      service,
      inUse: true,
      labelMode,
    }));
    const { status, body } = await shop.call('ops', 'PUT', '/v1/carrier-settings', { services });
    if (status !== 200) throw new Error(JSON.stringify(body));
  };

  const placeOrders = async (chance: Chance): Promise<string[]> => {
    const orders = Array.from({ length: ORDERS }, (_, n) => ({
      idempotencyKey: `crew-${n}`,
      order: anOrder({ reference: `crew-${n}`, sku: '', units: 0 }, { lines: linesBy(chance) }),
    }));
    for (let from = 0; from < ORDERS; from += ORDERS_AT_ONCE) {
      const body = { orders: orders.slice(from, from + ORDERS_AT_ONCE) };
      const { status } = await shop.call('storefront', 'POST', '/v1/orders/batch', body);
      expect(status).toBe(200);
    }
    await shop.until(
      async () => (await database.query(`SELECT DISTINCT order_id FROM okuru_shipping.parcel`)).rowCount,
      (planned) => planned === ORDERS,
      PLANNED_WITHIN_MS,
    );
    await untilAllQuiet(shop, database);
    const { rows } = await database.query(
      'SELECT parcel_id AS id FROM okuru_shipping.parcel ORDER BY parcel_id',
    );
    return rows.map(({ id }) => id);
  };

  const booksNow = async (): Promise<Books> => {
    await untilAllQuiet(shop, database);
    const { rows: parcels } = await database.query<BookedParcel>(PARCELS);
    const { rows: blocked } = await database.query<{ reason: string; count: number }>(BLOCKED);
    return { parcels, blocked: Object.fromEntries(blocked.map(({ reason, count }) => [reason, count])) };
  };

  it.each<LabelMode>(['after-check', 'before-check'])(
    'let no wrong parcel leave and lose no scan, labels printed %s',
    async (labelMode) => {
      await labelAll(labelMode);
      const toPack = await placeOrders(chanceOf(SEED));
      const packages = (await shop.call('warehouse', 'GET', '/v1/packages')).body.packages as any[];
      const emptyGrams = new Map(packages.map(({ code, emptyWeightGrams }) => [code, emptyWeightGrams]));
      const parcels = toPack.length;
      const floor = new Floor(shop, labelMode, SKUS, toPack, emptyGrams);
      const losses = { unheard: 0, unanswered: 0 };
      const crew = await Promise.all(
        Array.from({ length: STATIONS }, async (_, n) => {
          const { badge } = (
            await shop.call('admin', 'POST', '/v1/staff', { name: `駅${n}`, role: 'warehouse' })
          ).body;
          const chance = chanceOf(SEED + 7_919 * (n + 1));
          return new Station(
            badge,
            new Device(new Wireless(shop.url, WEATHER, chance, losses).carry),
            floor,
            chance,
          );
        }),
      );
      for (const station of crew) await station.signIn();
      await Promise.all(crew.map((station) => station.work()));

      const books = await booksNow();
      const { truth } = floor;
      expect(judge(truth, books)).toEqual(NOTHING);
      expect(truth.left.length + truth.aside.length).toBe(parcels);
      const { wrongUnits, swappedStickers, cancels, doubleReads, reloads } = truth.tried;
      for (const tried of [
        wrongUnits,
        swappedStickers,
        cancels,
        doubleReads,
        reloads,
        losses.unheard,
        losses.unanswered,
      ])
        expect(tried).toBeGreaterThan(0);
      expect(truth.stopped.get('not-in-this-parcel')).toBe(wrongUnits);
      const stopped = [...truth.stopped.values()].reduce((sum, count) => sum + count, 0);
      tellFigure(
        `crew, labels ${labelMode}`,
        `${many(parcels)} parcels at ${STATIONS} stations: 0 wrong left, 0 scans lost, one waybill each; ` +
          `${many(wrongUnits)} wrong units, ${swappedStickers} swapped waybills, ${cancels} cancels after printing, ` +
          `${doubleReads} double reads, ${reloads} reloads, ${losses.unheard + losses.unanswered} requests lost; ` +
          `${many(stopped)} scans stopped and as many counted`,
      );
      expectToSee(truth, books);
    },
    WORKED_WITHIN_MS,
  );
});

/** One to three lines of one to three units. */
const linesBy = (chance: Chance): object[] => {
  const first = chance(SKUS.length);
  return Array.from({ length: 1 + chance(3) }, (_, line) => ({
    sku: SKUS[(first + line) % SKUS.length],
    quantity: 1 + chance(3),
    unitPrice: 1000,
    taxRate: 10,
  }));
};

/** The judge is worth something only if it sees what it is there for: each fault is planted into what happened or the books. */
const expectToSee = (truth: Truth, books: Books): void => {
  const seen = (fault: Partial<Truth>, of: Books = books) =>
    judge(Object.assign(Object.create(truth), fault), of);
  const [box, other] = truth.left;
  if (!box || !other) throw new Error('nothing left');
  const rest = truth.left.slice(1);
  const wrongSku = box.goods[0] === SKUS[0] ? SKUS[1]! : SKUS[0]!;
  const books1 = (change: (parcel: BookedParcel) => BookedParcel): Books => ({
    ...books,
    parcels: books.parcels.map((parcel) => (parcel.parcelId === box.parcelId ? change(parcel) : parcel)),
  });
  expect(
    seen({ left: [{ ...box, goods: [wrongSku, ...box.goods.slice(1)] }, ...rest] }).wrongParcels,
  ).toHaveLength(1);
  expect(seen({ left: [{ ...box, sticker: other.sticker }, ...rest] }).wrongParcels).toHaveLength(1);
  expect(seen({ left: [box, ...truth.left] }).wrongParcels).toHaveLength(1);
  expect(seen({ left: rest }).wrongParcels).toHaveLength(1);
  expect(
    seen(
      {},
      books1((parcel) => ({ ...parcel, orderCancelled: true })),
    ).wrongParcels,
  ).toHaveLength(1);
  const lessScanned = books1((parcel) => ({
    ...parcel,
    lines: parcel.lines.map((line, at) => (at === 0 ? { ...line, scanned: line.scanned - 1 } : line)),
  }));
  expect(seen({}, lessScanned).lostScans).toHaveLength(1);
  const twice = new Map(truth.printed).set(box.parcelId, new Set([box.sticker!, 'another']));
  expect(seen({ printed: twice }).notOneWaybill).toHaveLength(1);
  expect(
    seen(
      {},
      books1((parcel) => ({ ...parcel, trackingNumber: other.sticker })),
    ).notOneWaybill,
  ).toHaveLength(1);
  const uncounted = { ...books, blocked: { ...books.blocked, 'not-in-this-parcel': 0 } };
  expect(seen({}, uncounted).uncounted).toHaveLength(1);
};
