import { LIFE_CYCLE, type ParcelStatus } from '../parcel/parcel.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { ShownParcels } from './shown-parcels.store.js';

let shop: Shipping;
const shown = new ShownParcels();
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const list = async (status?: ParcelStatus, limit = 100, after?: string) =>
  (await shop.unitOfWork.read((tx) => shown.list(tx, status, limit, after))).map(({ parcelId }) => parcelId);

/** An order whose parcel has come so far. */
const comeTo: Record<ParcelStatus, () => Promise<string>> = {
  planned: async () => (await shop.aPlannedParcel({ MUG: 1, BOOK: 1 })).parcelId,
  packing: async () => {
    const parcelId = await comeTo.planned();
    await shop.scan(parcelId, 'MUG');
    return parcelId;
  },
  closed: async () => {
    const parcelId = await comeTo.planned();
    await shop.close(parcelId, await shop.pack(parcelId));
    return parcelId;
  },
  dispatched: async () => {
    const parcelId = await comeTo.closed();
    await shop.handOver((await shop.parcel(parcelId))!.trackingNumber!);
    return parcelId;
  },
  delivered: async () => {
    const parcelId = await comeTo.dispatched();
    await shop.work.deliver(shop.act(parcelId));
    return parcelId;
  },
  voided: async () => {
    const { orderId, parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    await shop.cancelled(orderId);
    return parcelId;
  },
};

describe('the list of parcels', () => {
  it('has of each status all that are in it and no others, page by page', async () => {
    const statuses = Object.keys(LIFE_CYCLE) as ParcelStatus[];
    const made = new Map<ParcelStatus, string[]>();
    for (const status of [...statuses, ...statuses])
      made.set(status, [...(made.get(status) ?? []), await comeTo[status]()]);
    for (const status of statuses) {
      const [first, second] = made.get(status)!.sort() as [string, string];
      expect([status, await list(status)]).toEqual([status, [first, second]]);
      expect(await list(status, 1)).toEqual([first]);
      expect(await list(status, 1, first)).toEqual([second]);
      expect(await list(status, 1, second)).toEqual([]);
    }
    expect(await list()).toEqual([...made.values()].flat().sort());
  });

  it('shows lines in the order of the order, and each parcel as one of how many', async () => {
    const { orderId } = await shop.aPlannedParcel({ TENT: 1, MUG: 2, BOOK: 1 });
    const [parcel] = await shop.parcelsOf(orderId);
    expect(parcel!.lines).toMatchObject([
      {
        lineId: '1',
        sku: 'TENT',
        name: 'TENTです',
        barcodes: ['BC-TENT'],
        quantity: 1,
        scanned: 0,
        marks: [],
      },
      {
        lineId: '2',
        sku: 'MUG',
        quantity: 2,
        waitsFor: 0,
        waitsSince: null,
        pickedShort: 0,
        countable: false,
      },
      { lineId: '3', sku: 'BOOK', weightGrams: 350, shelf: 'A-01' },
    ]);
    expect(Object.keys(parcel!.lines[0]!)).not.toContain('position');
    expect(parcel).toMatchObject({ boxNumber: 1, boxes: 1 });
  });

  it('rests on indexes that, but for its keys, know nothing of what a step of the packing table changes', async () => {
    const known = await shop.query<{ column: string }>(
      `SELECT DISTINCT a.attname AS column FROM pg_index i
       JOIN pg_depend d ON d.objid = i.indexrelid AND d.refobjid = i.indrelid AND d.refobjsubid > 0
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid
       WHERE i.indrelid = 'parcel'::regclass ORDER BY 1`,
    );
    expect(known.map(({ column }) => column)).toEqual([
      'carrier',
      'delivered_at',
      'dispatched_at',
      'order_id',
      'parcel_id',
      'voided_at',
    ]);
  });
});
