import { randomUUID } from 'node:crypto';
import type { EventData } from '@okuru/contracts';
import { until } from '@okuru/platform/testing';
import { DEFAULT_WEIGHT_CHECK } from '../weight-check/weight-check.js';
import { anItem, type Units } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import type { AskedPick } from './work-batch.handler.js';
import { shownBatch, type ShownBatch } from './route.js';

let shop: Shipping;
beforeEach(async () => {
  shop = await openShipping();
});
afterEach(() => shop.end());

// The shop's day is 2026-02-02.
const [FEB, MARCH, APRIL] = ['2026-02-28', '2026-03-31', '2026-04-30'];
const KEY = 'staff:1';
const rules = { today: '2026-02-02', usableUntilMin: '2026-02-02' };
let version = 0;
const lots = (
  onHand: Readonly<Record<string, readonly [expiresOn: string, units: number]>>,
  left: EventData<'lots.changed'>['left'] = [],
): Promise<void> =>
  shop.lotsChanged({
    sku: 'MILK',
    lotsVersion: (version += 1),
    lots: Object.entries(onHand).map(([lot, [expiresOn, units]]) => ({ lot, expiresOn, onHand: units })),
    left,
  });
const planned = (units: Units = { MILK: 1 }, countable = false) =>
  shop.aPlannedParcel(units, {}, (sku) =>
    anItem(sku, { countable, ...(sku === 'MILK' && { lotControlled: true }) }),
  );
const begin = (size = 12) =>
  shop.picking.start({ keyId: KEY, opId: randomUUID() }, { size, carrier: null, temperature: null });
const begun = async (size?: number): Promise<string> =>
  ((await begin(size)).body as { batchId: string }).batchId;
const shown = async (batchId: string): Promise<ShownBatch> =>
  shownBatch((await shop.unitOfWork.read((tx) => shop.pickBatches.find(tx, batchId)))!, rules);
const lotsAt = async (batchId: string) =>
  (await shown(batchId)).stops.find(({ sku }) => sku === 'MILK')!.lots!;
const toTake = async (batchId: string): Promise<Record<string, number>> =>
  Object.fromEntries((await lotsAt(batchId)).toTake.map(({ lot, units }) => [lot, units]));
const on = (batchId: string) => ({ keyId: KEY, opId: randomUUID(), batchId });
const pick = (batchId: string, more: Partial<AskedPick> = {}) =>
  shop.picking.pick(on(batchId), { barcode: 'MILK', count: 1, sku: 'MILK', slot: null, ...more });
const undo = (batchId: string) => shop.picking.undo(on(batchId), { of: null });
const inParcel = async (parcelId: string): Promise<Record<string, [number, string]>> => {
  const rows = await shop.query<{ lot: string; units: number; known_by: string }>(
    'SELECT lot, units, known_by FROM parcel_lot WHERE parcel_id = $1 AND units > 0 ORDER BY lot',
    [parcelId],
  );
  return Object.fromEntries(rows.map(({ lot, units, known_by }) => [lot, [units, known_by]]));
};

describe('lots on a walk', () => {
  it('are promised first expired first, and what must not be given is told with the reason', async () => {
    await lots({ OLD: ['2026-02-01', 5], B: [MARCH, 2], A: [FEB, 1] });
    await planned({ MILK: 2 });
    const batchId = await begun();
    expect(await lotsAt(batchId)).toEqual({
      toTake: [
        { lot: 'A', expiresOn: FEB, units: 1 },
        { lot: 'B', expiresOn: MARCH, units: 1 },
      ],
      others: [{ lot: 'OLD', expiresOn: '2026-02-01', onHand: 5, why: 'expired' }],
    });
  });

  it('are those of the newest word, whichever is heard last', async () => {
    const word = (lotsVersion: number, lot: string) =>
      shop.lotsChanged({ sku: 'MILK', lotsVersion, lots: [{ lot, expiresOn: FEB!, onHand: 1 }], left: [] });
    await word(1_000, 'NEW');
    await word(999, 'LATE');
    await planned();
    expect(await toTake(await begun())).toEqual({ NEW: 1 });
  });

  it('that expire within the days the shop says are not given', async () => {
    await shop.packing.put({ weightCheck: DEFAULT_WEIGHT_CHECK, lots: { remainingDaysMin: 30 } });
    await lots({ A: [FEB, 5], B: [MARCH, 5] });
    await planned();
    expect(await toTake(await begun())).toEqual({ B: 1 });
    await planned();
    const second = await begun();
    expect((await pick(second, { lot: { lot: 'A' } })).body).toMatchObject({
      more: { reason: 'lot-expires-soon' },
    });
  });

  it('are promised to one walk each, however two begin at once', async () => {
    await lots({ A: [FEB, 1], B: [MARCH, 1] });
    await planned();
    await planned();
    // Both stand at the lock of whoever begins, and go on together.
    let go = (): void => undefined;
    const opened = new Promise<void>((resolve) => (go = resolve));
    const holder = shop.unitOfWork.run(async (tx) => {
      await shop.pickBatches.oneStarter(tx);
      await opened;
    });
    await until(
      async () => (await shop.query(`SELECT FROM pg_locks WHERE locktype = 'advisory'`)).length > 0,
    );
    const both = Promise.all([begun(1), begun(1)]);
    await until(async () => (await shop.waitingForLocks()) === 2);
    go();
    await holder;
    const taken = await Promise.all((await both).map(toTake));
    expect(taken.map((one) => Object.keys(one)).sort()).toEqual([['A'], ['B']]);
  });

  it('that lie in a parcel are promised to nobody until the books have taken them off, and not a second time then', async () => {
    await lots({ A: [FEB, 2] });
    const { parcelId } = await planned();
    await pick(await begun(), {});
    await planned();
    await planned();
    const batchId = await begun();
    expect(await toTake(batchId)).toEqual({ A: 1 });
    await lots({ A: [FEB, 1] }, [{ parcelId, lot: 'A', expiresOn: FEB!, quantity: 1 }]);
    expect(await toTake(batchId)).toEqual({ A: 1 });
    await lots({ A: [FEB, 1], B: [MARCH, 9] });
    expect(await toTake(batchId)).toEqual({ A: 1, B: 1 });
    await shop.picking.finish(on(batchId));
    expect(await toTake(await begun())).toEqual({ A: 1, B: 1 });
  });

  it('go into the parcel: by the code that was scanned, else by the word of whoever picks', async () => {
    await lots({ A: [FEB, 1], B: [MARCH, 5] });
    const { parcelId } = await planned({ MILK: 2 });
    const batchId = await begun();
    expect((await pick(batchId)).status).toBe(200);
    expect(await inParcel(parcelId)).toEqual({ A: [1, 'picker'] });
    expect((await pick(batchId, { lot: { lot: 'B', usableUntil: MARCH } })).body).toMatchObject({
      lots: [{ lot: 'B', isScanned: true }],
    });
    expect(await inParcel(parcelId)).toEqual({ A: [1, 'picker'], B: [1, 'scan'] });
  });

  it('are taken back with the step', async () => {
    await lots({ A: [FEB, 1], B: [MARCH, 5] });
    const { parcelId } = await planned({ MILK: 3 });
    const batchId = await begun();
    await pick(batchId);
    await pick(batchId, { lot: { lot: 'X', usableUntil: FEB } });
    expect(await toTake(batchId)).toEqual({ B: 1 });
    await undo(batchId);
    await undo(batchId);
    expect(await inParcel(parcelId)).toEqual({});
    expect(await toTake(batchId)).toEqual({ A: 1, B: 2 });
  });

  it('of which many are counted at once fall on one lot after the other', async () => {
    await lots({ A: [FEB, 1], B: [MARCH, 5] });
    const { parcelId } = await planned({ MILK: 3 }, true);
    const batchId = await begun();
    expect((await pick(batchId, { count: 3 })).status).toBe(200);
    expect(await inParcel(parcelId)).toEqual({ A: [1, 'picker'], B: [2, 'picker'] });
  });

  it.each<[string, NonNullable<AskedPick['lot']>]>([
    ['lot-expired', { lot: 'X', usableUntil: '2026-02-01' }],
    ['lot-unknown', { lot: 'X' }],
    ['lot-later', { lot: 'C' }],
  ])('are stopped as %s, which is recorded and told', async (reason, lot) => {
    await lots({ A: [FEB, 5], C: [APRIL, 5] });
    const { parcelId, orderId } = await planned();
    const stop = await pick(await begun(), { lot });
    expect(stop).toMatchObject({
      status: 409,
      body: { code: 'scan-blocked', more: { reason, lots: { named: { lot: 'A', expiresOn: FEB } } } },
    });
    expect(await shop.query('SELECT reason FROM blocked_scan')).toEqual([{ reason }]);
    const told = (await shop.factsOf(orderId)).filter(({ type }) => type === 'scan.blocked');
    expect(told).toMatchObject([{ data: { parcelId, reason } }]);
    expect(await inParcel(parcelId)).toEqual({});
  });

  it('that expire later are taken where the named one was not found, and take over its promise', async () => {
    await lots({ A: [FEB, 1], C: [APRIL, 5] });
    const { parcelId } = await planned();
    await planned();
    const batchId = await begun(1);
    expect((await pick(batchId, { lot: { lot: 'C' }, namedLotNotFound: true })).status).toBe(200);
    expect(await inParcel(parcelId)).toEqual({ C: [1, 'scan'] });
    expect(await toTake(await begun())).toEqual({ A: 1 });
  });

  it('that nobody knows are asked for, and come with the next word of the books', async () => {
    const { parcelId } = await planned();
    const batchId = await begun();
    expect(await lotsAt(batchId)).toEqual({ toTake: [], others: [] });
    expect(await pick(batchId)).toMatchObject({ status: 409, body: { code: 'no-lot' } });
    await lots({ A: [FEB, 1] });
    expect(await toTake(batchId)).toEqual({ A: 1 });
    await pick(batchId);
    expect(await inParcel(parcelId)).toEqual({ A: [1, 'picker'] });
  });

  it('of walks that ended and parcels that were cancelled are free again', async () => {
    await lots({ A: [FEB, 1] });
    const { orderId } = await planned();
    await pick(await begun());
    await shop.cancelled(orderId);
    await planned();
    const second = await begun();
    expect(await toTake(second)).toEqual({ A: 1 });
    await shop.picking.finish(on(second));
    expect(await toTake(await begun())).toEqual({ A: 1 });
  });

  it('are stated when the parcel leaves, and found by a recall', async () => {
    await lots({ A: [FEB, 1], B: [MARCH, 5] });
    const { parcelId, orderId } = await planned({ MILK: 2, MUG: 1 });
    const batchId = await begun();
    await pick(batchId);
    await pick(batchId);
    const waybill = await shop.pack(parcelId);
    await shop.close(parcelId, waybill);
    await shop.handOver(waybill);
    expect((await shop.factsOf(orderId)).at(-1)).toMatchObject({
      type: 'parcel.dispatched',
      data: {
        lots: [
          { sku: 'MILK', lot: 'A', expiresOn: FEB, quantity: 1 },
          { sku: 'MILK', lot: 'B', expiresOn: MARCH, quantity: 1 },
        ],
      },
    });
    expect(await shop.lots.parcels('MILK', 'B', {})).toMatchObject({
      parcels: [
        { parcelId, orderId, status: 'dispatched', trackingNumber: waybill, units: 1, knownBy: 'picker' },
      ],
      next: null,
    });
  });

  it('that the books took off since nobody named them are found as well, once, however often it is heard', async () => {
    await lots({ A: [FEB, 3] });
    const { parcelId } = await planned();
    const waybill = await shop.pack(parcelId);
    await shop.close(parcelId, waybill);
    await shop.handOver(waybill);
    const left = [{ parcelId, lot: 'A', expiresOn: FEB!, quantity: 1 }];
    await lots({ A: [FEB, 2] }, left);
    // They are no longer counted among those that lie there.
    await planned({ MILK: 2 });
    expect(await toTake(await begun())).toEqual({ A: 2 });
    await lots({ A: [FEB, 2] }, left);
    expect((await shop.lots.parcels('MILK', 'A', {})).parcels).toMatchObject([
      { parcelId, units: 1, knownBy: 'books' },
    ]);
  });

  it('of damaged units are named in the report, and lie in the parcel no more', async () => {
    await lots({ A: [FEB, 1], B: [MARCH, 5] });
    const { parcelId, orderId } = await planned({ MILK: 2 });
    const batchId = await begun();
    await pick(batchId);
    await pick(batchId);
    await shop.reportMissing(parcelId, { sku: 'MILK', cause: 'damaged' });
    expect((await shop.factsOf(orderId)).at(-1)).toMatchObject({
      data: { lots: [{ lot: 'A', quantity: 1 }] },
    });
    expect(await inParcel(parcelId)).toEqual({ B: [1, 'picker'] });
  });

  it('of units that were never picked are not guessed', async () => {
    await lots({ A: [FEB, 5] });
    const { parcelId, orderId } = await planned({ MILK: 2 });
    const batchId = await begun();
    await pick(batchId);
    await shop.picking.short(on(batchId), { sku: 'MILK', count: null, slot: null });
    await shop.reportMissing(parcelId, { sku: 'MILK' });
    expect((await shop.factsOf(orderId)).at(-1)!.data).not.toHaveProperty('lots');
    expect(await inParcel(parcelId)).toEqual({ A: [1, 'picker'] });
  });

  it('say nothing where goods have none', async () => {
    await planned({ MUG: 1 });
    const batchId = await begun();
    const [stop] = (await shown(batchId)).stops;
    expect(stop).not.toHaveProperty('lots');
    const { body } = await pick(batchId, {
      barcode: 'MUG',
      sku: 'MUG',
      lot: { lot: 'X', usableUntil: '2020-01-01' },
    });
    expect(body).not.toHaveProperty('lots');
    expect((await shown(batchId)).moves[0]).not.toHaveProperty('lots');
  });
});
