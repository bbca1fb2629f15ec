import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { examineStock } from '../apps/cli/src/safe-keeping/doctor/examine-stock.js';
import { anOrder } from './support/an-order.js';
import { barcodeOf, startShop, type TestShop } from './support/shop.js';

const DAY_MS = 86_400_000;
/** So many days from today, in the shop's zone. */
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

describe('goods with a day of expiry, from the van that brings them to the van that takes them', () => {
  let shop: TestShop;
  let database: Pool;
  beforeAll(async () => {
    shop = await startShop();
    database = new Pool({ connectionString: shop.databaseUrl, max: 1 });
    const items = [
      'sku,name_ja,barcodes,length_mm,width_mm,height_mm,weight_g,value_yen,lot_controlled',
      `MILK,牛乳,${barcodeOf(0)},120,90,60,300,1000,yes`,
    ].join('\n');
    expect((await shop.call('ops', 'POST', '/v1/items/import', items)).status).toBe(200);
    await shop.until(
      () => shop.call('ops', 'GET', '/v1/catalogue'),
      ({ body }) => body.catalogueVersion === 1,
    );
  });
  afterAll(async () => {
    await database.end();
    await shop.close();
  });

  const [SOON, LATER] = [inDays(20), inDays(200)];
  const warehouse = (method: string, path: string, body?: object) =>
    shop.call('warehouse', method, path, body && { opId: randomUUID(), ...body });
  const receive = (...lots: { lot: string; expiresOn: string; quantity: number }[]) => {
    const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0);
    return warehouse('POST', '/v1/stock/receipts', { lines: [{ sku: 'MILK', quantity, lots }] });
  };
  const stock = async () => (await shop.call('ops', 'GET', '/v1/stock/MILK')).body;
  const parcelsOf = async (lot: string) =>
    (await shop.call('ops', 'GET', `/v1/lots/MILK/${lot}/parcels`)).body.parcels;
  /** An order of so many, until its parcel waits for the warehouse. */
  const planned = async (units: number): Promise<string> => {
    const reference = `R-${randomUUID().slice(0, 8)}`;
    const placed = await shop.call(
      'storefront',
      'POST',
      '/v1/orders',
      anOrder({ reference, sku: 'MILK', units }),
      { 'idempotency-key': reference },
    );
    const { body } = await shop.until(
      () => shop.call('ops', 'GET', `/v1/orders/${placed.body.orderId}`),
      (answer) => answer.body.parcels?.length > 0,
    );
    return body.parcels[0].parcelId;
  };
  const leaves = async (parcelId: string, units: number): Promise<void> => {
    const scans = Array.from({ length: units }, () => ({ barcode: barcodeOf(0) }));
    const { body: parcel } = await warehouse('GET', `/v1/parcels/${parcelId}`);
    const run = async (work: object) => {
      const { body } = await shop.call('warehouse', 'POST', '/v1/packing-runs', {
        parcels: [{ opId: randomUUID(), parcelId, ...work }],
      });
      expect(body.answers).toMatchObject([{ status: 200 }]);
      return body.answers[0].body;
    };
    const { trackingNumber } = await run({ scans, grams: parcel.expectedWeightGrams, label: true });
    await run({ waybill: trackingNumber, handOver: true });
  };

  it('they come by lot and not otherwise', async () => {
    const bare = await warehouse('POST', '/v1/stock/receipts', { lines: [{ sku: 'MILK', quantity: 1 }] });
    expect(bare).toMatchObject({
      status: 422,
      body: { code: 'wrong-lots', errors: [{ path: 'lines[0].lots' }] },
    });
    const wrong = await receive({ lot: 'a b', expiresOn: '2026-02-30', quantity: 1 });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'lines[0].lots[0].lot',
      'lines[0].lots[0].expiresOn',
    ]);
    const came = await receive(
      { lot: 'LATER', expiresOn: LATER, quantity: 5 },
      { lot: 'SOON', expiresOn: SOON, quantity: 2 },
      { lot: 'OLD', expiresOn: inDays(-1), quantity: 4 },
    );
    expect(came).toMatchObject({ status: 200, body: { items: [{ received: 11, onHand: 11 }] } });
    expect(await stock()).toMatchObject({
      lots: [{ lot: 'OLD' }, { lot: 'SOON' }, { lot: 'LATER', onHand: 5 }],
    });
    const expiring = await shop.call('ops', 'GET', '/v1/expiring-lots?withinDays=30');
    expect(expiring.body.lots).toMatchObject([
      { sku: 'MILK', lot: 'OLD', daysLeft: -1 },
      { sku: 'MILK', lot: 'SOON', daysLeft: 20, name: '牛乳' },
    ]);
  });

  it('a walk is told which to take, what has expired stops it, and the parcel knows its lots', async () => {
    const parcelId = await planned(3);
    const batch = (await warehouse('POST', '/v1/pick-batches', {})).body;
    const walk = await shop.until(
      async () => (await warehouse('GET', `/v1/pick-batches/${batch.batchId}`)).body,
      ({ stops }) => stops[0].lots.toTake.length > 0,
    );
    expect(walk.stops[0].lots).toEqual({
      toTake: [
        { lot: 'SOON', expiresOn: SOON, units: 2 },
        { lot: 'LATER', expiresOn: LATER, units: 1 },
      ],
      others: [{ lot: 'OLD', expiresOn: inDays(-1), onHand: 4, why: 'expired' }],
    });
    const pick = (more: object = {}) =>
      warehouse('POST', `/v1/pick-batches/${batch.batchId}/picks`, {
        barcode: barcodeOf(0),
        sku: 'MILK',
        ...more,
      });
    expect(await pick({ lot: 'OLD', usableUntil: inDays(-1) })).toMatchObject({
      status: 409,
      body: { code: 'scan-blocked', reason: 'lot-expired', lots: { named: { lot: 'SOON' } } },
    });
    expect((await pick({ lot: 'X', usableUntil: '2026-02-30' })).status).toBe(422);
    expect((await pick({ lot: 'a b', usableUntil: SOON })).status).toBe(422);
    expect((await pick({ lot: 'SOON', usableUntil: SOON })).status).toBe(200);
    expect((await pick()).status).toBe(200);
    expect((await pick()).body).toMatchObject({
      status: 'finished',
      lots: [{ lot: 'LATER', isScanned: false }],
    });
    expect(await parcelsOf('SOON')).toMatchObject([{ parcelId, units: 2, status: 'planned' }]);

    await leaves(parcelId, 3);
    await shop.until(stock, ({ onHand }) => onHand === 8);
    expect((await stock()).lots).toEqual([
      { lot: 'OLD', expiresOn: inDays(-1), onHand: 4 },
      { lot: 'LATER', expiresOn: LATER, onHand: 4 },
    ]);
    expect((await stock()).movements.slice(0, 2)).toMatchObject([
      { kind: 'shipped', parcelId, lot: 'LATER', change: -1 },
      { kind: 'shipped', parcelId, lot: 'SOON', change: -2 },
    ]);
    expect((await shop.call('ops', 'GET', '/v1/lots/MILK/%00/parcels')).status).toBe(404);
    expect(await parcelsOf('LATER')).toMatchObject([
      { parcelId, units: 1, status: 'dispatched', knownBy: 'picker' },
    ]);
  });

  it('a parcel that was packed without a walk is found by the lot that the books took off', async () => {
    const parcelId = await planned(1);
    await leaves(parcelId, 1);
    const found = await shop.until(
      () => parcelsOf('OLD'),
      ({ length }) => length > 0,
    );
    expect(found).toMatchObject([{ parcelId, units: 1, knownBy: 'books' }]);
  });

  it('and every unit of every lot is accounted for', async () => {
    expect((await examineStock(database as never)).map(({ verdict }) => verdict)).toEqual(['well', 'well']);
    await database.query('UPDATE okuru_inventory.lot SET on_hand = on_hand + 1 WHERE lot = $1', ['LATER']);
    expect((await examineStock(database as never)).map(({ verdict }) => verdict)).toEqual(['well', 'ill']);
  });
});
