import { randomUUID } from 'node:crypto';
import { until } from '@okuru/platform/testing';
import { anItem, type Units } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { shownBatch, type ShownBatch } from './route.js';

let shop: Shipping;
beforeEach(async () => {
  shop = await openShipping();
});
afterEach(() => shop.end());

const KEY = 'staff:1';
const startUnder = (opId: string, more: { size?: number; carrier?: string; temperature?: string } = {}) =>
  shop.picking.start({ keyId: KEY, opId }, { size: 12, carrier: null, temperature: null, ...more });
const started = async (more: Parameters<typeof startUnder>[1] = {}): Promise<ShownBatch> => {
  const { status, body } = await startUnder(randomUUID(), more);
  expect(status).toBe(201);
  return shown((body as { batchId: string }).batchId);
};
const shown = async (batchId: string): Promise<ShownBatch> =>
  shownBatch((await shop.unitOfWork.read((tx) => shop.pickBatches.find(tx, batchId)))!);
const on = (batchId: string, opId: string = randomUUID()) => ({ keyId: KEY, opId, batchId });
const pick = (
  batchId: string,
  barcode: string,
  more: { count?: number; sku?: string; slot?: number; opId?: string } = {},
) => {
  const { opId, ...asked } = more;
  return shop.picking.pick(on(batchId, opId), { barcode, count: 1, sku: null, slot: null, ...asked });
};
const short = (batchId: string, sku: string) =>
  shop.picking.short(on(batchId), { sku, count: null, slot: null });
const undo = (batchId: string, of: string | null = null) => shop.picking.undo(on(batchId), { of });
const parcels = async (count: number, units: Units = { MUG: 1 }) => {
  const made: Awaited<ReturnType<Shipping['aPlannedParcel']>>[] = [];
  for (let nth = 0; nth < count; nth += 1) made.push(await shop.aPlannedParcel(units));
  return made;
};
const held = ({ slots }: ShownBatch) => slots.map(({ parcelId }) => parcelId);
const gate = () => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
};
const typesOf = async (orderId: string) => (await shop.factsOf(orderId)).map(({ type }) => type);

describe('a pick batch', () => {
  it('takes the oldest parcels, gives each a tote and shows the way', async () => {
    const shelves: Readonly<Record<string, string | null>> = { MUG: 'A-10', TEA: 'A-2', BOOK: null };
    await shop.changed(
      ...['MUG', 'MUG-BLUE'].map((sku, at) => ({
        ...anItem(sku, { lookAlikeGroup: 'mug' }),
        catalogueVersion: at + 1,
        catalogueItems: 1,
      })),
    );
    const made = await Promise.all([
      shop.aPlannedParcel({ MUG: 2, BOOK: 1 }, {}, (sku) =>
        anItem(sku, { shelf: shelves[sku]!, lookAlikeGroup: sku === 'MUG' ? 'mug' : null }),
      ),
    ]);
    made.push(
      await shop.aPlannedParcel({ TEA: 1, MUG: 1 }, {}, (sku) =>
        anItem(sku, { shelf: shelves[sku]!, lookAlikeGroup: sku === 'MUG' ? 'mug' : null }),
      ),
    );
    const batch = await started();
    expect(held(batch)).toEqual(made.map(({ parcelId }) => parcelId));
    expect(batch).toMatchObject({
      status: 'open',
      left: 5,
      slots: [
        { slot: 1, reference: 'A-1001', state: 'open', units: 3, picked: 0, lacks: [] },
        { slot: 2, units: 2 },
      ],
      stops: [
        { sku: 'TEA', shelf: 'A-2', name: 'TEAです', barcodes: ['BC-TEA'], quantity: 1, lookAlikes: [] },
        {
          sku: 'MUG',
          shelf: 'A-10',
          quantity: 3,
          lookAlikes: [{ sku: 'MUG-BLUE', name: 'MUG-BLUEです' }],
          slots: [
            { slot: 1, quantity: 2, picked: 0, short: 0 },
            { slot: 2, quantity: 1, picked: 0, short: 0 },
          ],
        },
        { sku: 'BOOK', shelf: null },
      ],
    });
  });

  it('is not begun where nothing waits, and the same request begins it once', async () => {
    expect(await startUnder('none')).toMatchObject({ status: 409, body: { code: 'nothing-to-pick' } });
    await parcels(2);
    const first = await startUnder('once', { size: 1 });
    expect(await startUnder('once', { size: 1 })).toEqual(first);
    await expect(startUnder('once', { size: 2 })).rejects.toMatchObject({ status: 422 });
    const { batches, waiting } = await shop.unitOfWork.read(async (tx) => ({
      batches: await shop.pickBatches.list(tx, 'open', 10),
      waiting: await shop.pickBatches.waiting(tx),
    }));
    expect(batches).toMatchObject([{ startedBy: KEY, parcels: 1, units: 1, picked: 0, short: 0 }]);
    expect(waiting).toBe(1);
  });

  it('takes only parcels of the carrier and the temperature asked for', async () => {
    await parcels(1);
    const cold = await shop.aPlannedParcel({ ICE: 1 }, {}, (sku) => anItem(sku, { temperature: 'frozen' }));
    expect(held(await started({ temperature: 'frozen' }))).toEqual([cold.parcelId]);
    expect(await startUnder('nobody', { carrier: 'nobody' })).toMatchObject({ status: 409 });
    const { carrier } = (await shop.parcelsOf((await parcels(1))[0]!.orderId))[0]!;
    expect(held(await started({ carrier: carrier! }))).toHaveLength(2);
  });

  it('two that begin at the same moment share no parcel, and neither goes without', async () => {
    const made = await parcels(8);
    const release = gate();
    const holding = shop.unitOfWork.run(async (tx) => {
      await shop.pickBatches.oneStarter(tx);
      await release.opened;
    });
    const both = Promise.all([started({ size: 4 }), started({ size: 4 })]);
    await until(async () => (await shop.waitingForLocks()) >= 2);
    release.open();
    await holding;
    const [one, other] = await both;
    expect([...held(one), ...held(other)].sort()).toEqual(made.map(({ parcelId }) => parcelId).sort());
    expect([one.slots.length, other.slots.length]).toEqual([4, 4]);
  });

  it('many that begin at once share out what there is', async () => {
    const made = await parcels(9);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, nth) => startUnder(`many-${nth}`, { size: 2 })),
    );
    const begun = answers.filter(({ status }) => status === 201);
    expect(begun).toHaveLength(5);
    const batches = await Promise.all(begun.map(({ body }) => shown((body as { batchId: string }).batchId)));
    expect(batches.flatMap(held).sort()).toEqual(made.map(({ parcelId }) => parcelId).sort());
  });

  it('the table itself lets nobody hold a parcel twice, nor pick more than is needed', async () => {
    await parcels(2);
    const one = await started({ size: 1 });
    const other = await started({ size: 1 });
    await expect(
      shop.query('UPDATE pick_slot SET parcel_id = $1 WHERE batch_id = $2', [held(one)[0], other.batchId]),
    ).rejects.toThrow('pick_slot_holds_parcel');
    await expect(
      shop.query('UPDATE pick_unit SET picked = 2 WHERE batch_id = $1', [one.batchId]),
    ).rejects.toThrow('never_more_than_needed');
  });

  it('passes over a parcel that is being packed this moment', async () => {
    const [busy, free] = await parcels(2);
    const release = gate();
    const locked = gate();
    const packing = shop.unitOfWork.run(async (tx) => {
      await tx.query('SELECT FROM parcel WHERE parcel_id = $1 FOR UPDATE', [busy!.parcelId]);
      locked.open();
      await release.opened;
    });
    await locked.opened;
    expect(held(await started())).toEqual([free!.parcelId]);
    release.open();
    await packing;
  });

  it('is picked unit by unit and ends by itself; every step is done once', async () => {
    await parcels(2);
    const { batchId } = await started();
    const first = await pick(batchId, 'BC-MUG', { sku: 'MUG', slot: 1, opId: 'op-1' });
    expect(first).toEqual({
      status: 200,
      body: {
        accepted: true,
        did: 'picked',
        sku: 'MUG',
        slot: 1,
        into: [{ slot: 1, by: 1 }],
        stop: { quantity: 2, picked: 1, short: 0, left: 1 },
        left: 1,
        status: 'open',
        cancelled: [],
      },
    });
    expect(await pick(batchId, 'BC-MUG', { sku: 'MUG', slot: 1, opId: 'op-1' })).toEqual(first);
    await expect(pick(batchId, 'BC-MUG', { opId: 'op-1' })).rejects.toMatchObject({ status: 422 });
    expect(await pick(batchId, 'MUG')).toMatchObject({ body: { slot: 2, left: 0, status: 'finished' } });
    expect(await shown(batchId)).toMatchObject({ status: 'finished', left: 0 });
    expect((await pick(batchId, 'MUG')).body).toMatchObject({ code: 'batch-finished' });
    expect(await startUnder('after')).toMatchObject({ status: 409 });
  });

  it('two at one cart never put one unit too many into it', async () => {
    await parcels(4);
    const { batchId } = await started();
    const answers = await Promise.all(Array.from({ length: 8 }, () => pick(batchId, 'BC-MUG')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4);
    expect(await shown(batchId)).toMatchObject({
      status: 'finished',
      slots: Array.from({ length: 4 }, () => ({ state: 'complete', picked: 1 })),
    });
  });

  it('a wrong item stops, is recorded for the parcel that waited for the unit, and told', async () => {
    await shop.changed({ ...anItem('PLATE'), catalogueVersion: 1, catalogueItems: 1 });
    const [parcel] = await parcels(1);
    const { batchId } = await started();
    expect(await pick(batchId, 'BC-PLATE', { sku: 'MUG', slot: 1 })).toMatchObject({
      status: 409,
      body: {
        code: 'scan-blocked',
        more: {
          reason: 'not-in-this-parcel',
          scanned: { sku: 'PLATE', name: 'PLATEです' },
          expected: { sku: 'MUG', name: 'MUGです' },
        },
      },
    });
    expect((await pick(batchId, '0000')).body).toMatchObject({ more: { reason: 'unknown-barcode' } });
    expect(
      await shop.query(
        'SELECT reason, scanned, scanned_sku, expected_sku, parcel_id FROM blocked_scan ORDER BY id',
      ),
    ).toEqual([
      {
        reason: 'not-in-this-parcel',
        scanned: 'BC-PLATE',
        scanned_sku: 'PLATE',
        expected_sku: 'MUG',
        parcel_id: parcel!.parcelId,
      },
      {
        reason: 'unknown-barcode',
        scanned: '0000',
        scanned_sku: null,
        expected_sku: 'MUG',
        parcel_id: parcel!.parcelId,
      },
    ]);
    expect((await typesOf(parcel!.orderId)).slice(-2)).toEqual(['scan.blocked', 'scan.blocked']);
    expect((await shown(batchId)).left).toBe(1);
  });

  it('what is short is written down tote by tote, and the last step can be taken back', async () => {
    await parcels(2, { MUG: 1, BOOK: 1 });
    const { batchId } = await started();
    await pick(batchId, 'MUG');
    expect((await short(batchId, 'MUG')).body).toMatchObject({
      did: 'short',
      into: [{ slot: 2, by: 1 }],
      left: 2,
    });
    expect(await shown(batchId)).toMatchObject({
      slots: [{ state: 'open' }, { state: 'open', lacks: [{ sku: 'MUG', name: 'MUGです', units: 1 }] }],
    });
    expect((await undo(batchId)).body).toMatchObject({
      did: 'taken-back',
      sku: 'MUG',
      left: 3,
    });
    expect((await undo(batchId)).body).toMatchObject({ did: 'taken-back', left: 4 });
    expect((await undo(batchId)).body).toMatchObject({ code: 'nothing-to-undo' });
    await pick(batchId, 'MUG', { slot: 2, opId: 'second' });
    expect((await undo(batchId, 'never taken')).body).toMatchObject({ code: 'not-the-last-step' });
    expect((await undo(batchId, 'second')).body).toMatchObject({ slot: 2 });
    for (const sku of ['MUG', 'BOOK']) await short(batchId, sku);
    expect(await shown(batchId)).toMatchObject({
      status: 'finished',
      slots: [{ state: 'short' }, { state: 'short' }],
    });
  });

  it('what is short is told at the table as well, on the first line of its item', async () => {
    const line = { quantity: 1, unitPrice: 1_500, taxRate: 10 } as const;
    const one = await shop.aPlannedParcel({ MUG: 2, BOOK: 1 });
    const two = await shop.aPlannedParcel(
      {},
      {
        lines: ['MUG', 'MUG', 'BOOK'].map((sku, at) => ({ ...line, lineId: String(at + 1), sku })),
      },
    );
    const { batchId } = await started();
    await pick(batchId, 'MUG');
    await short(batchId, 'MUG');
    const shortAt = async ({ orderId }: { orderId: string }) =>
      (await shop.parcelsOf(orderId)).map(({ lines }) => lines.map(({ pickedShort }) => pickedShort));
    expect([await shortAt(one), await shortAt(two)]).toEqual([[[1, 0]], [[2, 0, 0]]]);
    await undo(batchId);
    expect(await shortAt(two)).toEqual([[0, 0, 0]]);
  });

  it('tells of each tote who carries it and what waybill it has', async () => {
    const [one] = await parcels(2);
    const { batchId } = await started();
    await shop.labelled('before-check');
    await shop.label(one!.parcelId);
    const { slots } = await shown(batchId);
    expect(slots).toMatchObject([
      { service: { carrier: expect.any(String) }, trackingNumber: expect.stringMatching(/^\d{12}$/) },
      { service: { carrier: expect.any(String) }, trackingNumber: null },
    ]);
  });

  it('a parcel cancelled meanwhile says so on the next scan and holds up nobody', async () => {
    const [first, second] = await parcels(2, { MUG: 2 });
    const { batchId } = await started();
    await pick(batchId, 'MUG', { slot: 1 });
    await shop.cancelled(first!.orderId);
    const putBack = [{ slot: 1, parcelId: first!.parcelId, reference: 'A-1001', putBack: 1 }];
    expect((await pick(batchId, 'MUG', { sku: 'MUG', slot: 1 })).body).toMatchObject({
      code: 'scan-blocked',
      more: { reason: 'parcel-voided', cancelled: putBack },
    });
    expect((await pick(batchId, 'MUG')).body).toMatchObject({ slot: 2, left: 1, cancelled: putBack });
    expect((await pick(batchId, 'MUG')).body).toMatchObject({ left: 0, status: 'finished' });
    expect(await shown(batchId)).toMatchObject({
      slots: [{ state: 'cancelled', picked: 1 }, { state: 'complete' }],
    });
    expect(second!.parcelId).toBe((await shown(batchId)).slots[1]!.parcelId);
  });

  it('ended early it lets untouched parcels go to the next batch, and keeps the others', async () => {
    const [begun, untouched] = await parcels(2, { MUG: 2 });
    const { batchId } = await started();
    await pick(batchId, 'MUG', { slot: 1 });
    expect((await shop.picking.finish(on(batchId))).body).toMatchObject({ status: 'finished' });
    expect((await shop.picking.finish(on(batchId))).status).toBe(200);
    expect(held(await started())).toEqual([untouched!.parcelId]);
    expect((await shown(batchId)).slots.map(({ parcelId }) => parcelId)).toContain(begun!.parcelId);
  });

  it('tells whether a shelf is the one of the stop', async () => {
    await parcels(1);
    const { batchId } = await started();
    expect(await pick(batchId, '^L:a-01', { sku: 'MUG' })).toMatchObject({ status: 200, body: { left: 1 } });
    expect((await pick(batchId, '^L:B-01', { sku: 'MUG' })).body).toMatchObject({ code: 'wrong-shelf' });
    expect(await shop.query('SELECT FROM blocked_scan')).toEqual([]);
  });

  it('is not found under an id that nobody began', async () => {
    await expect(pick(randomUUID(), 'MUG')).rejects.toMatchObject({ status: 404 });
  });
});
