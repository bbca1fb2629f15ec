import type { ApiCaller } from '@okuru/platform';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

/** Half past midnight of the 3rd in Tokyo, still the 2nd in London. */
const NIGHT = new Date('2026-02-03T00:30:00+09:00');
const DAY = '2026-02-03';
const OPS: ApiCaller = { keyId: 'ops-1', role: 'ops', channel: null, label: 'ops' };

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
  shop.clock.set(NIGHT);
  await shop.changed(
    ...['MUG', 'CUP'].map((sku) => ({ ...anItem(sku), catalogueVersion: 1, catalogueItems: 2 })),
  );
});
afterAll(() => shop.end());

const today = (from = DAY, to = DAY) => shop.quality.show({ from, to });
const sent = async () => {
  const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
  const waybill = await shop.pack(parcelId);
  await shop.close(parcelId, waybill);
  await shop.handOver(waybill);
  return parcelId;
};
const wrong = (parcelId: string, kind: 'wrong-item' | 'wrong-label', opId = `op-${Math.random()}`) =>
  shop.quality.misShipment(OPS, parcelId, { opId, kind });

describe('quality figures', () => {
  it('of a day on which nothing happened say so', async () => {
    expect(await today('2026-01-01', '2026-01-01')).toMatchObject({
      parcels: 0,
      scans: 0,
      nearMisses: 0,
      nearMissesPer10000Scans: 0,
      misShipments: { ppm: null, interval: null },
      pairs: [],
    });
  });

  it('count stops by goods, shelf, station and reason, each per 10,000 scans', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    const table = { ...shop.act(parcelId), station: 'table-1' };
    await shop.work.scan(table, { barcode: 'CUP', count: 1 });
    await shop.work.scan({ ...table, opId: 'again' }, { barcode: 'CUP', count: 1 });
    await shop.work.scan({ ...table, opId: 'again' }, { barcode: 'CUP', count: 1 });
    await shop.work.scan({ ...shop.act(parcelId), station: 'table-2' }, { barcode: '999', count: 1 });
    await sent();
    const figures = await today();
    // Two mugs and two waybills of the parcel that left, and three stops.
    expect(figures).toMatchObject({ parcels: 1, scans: 7, nearMisses: 3 });
    expect(figures.nearMissesPer10000Scans).toBeCloseTo((3 / 7) * 10_000, 1);
    expect(figures.reasons).toMatchObject([
      { reason: 'not-in-this-parcel', stops: 2 },
      { reason: 'unknown-barcode', stops: 1 },
    ]);
    expect(figures.pairs).toMatchObject([
      { expectedSku: 'MUG', expectedName: 'MUGです', scannedSku: 'CUP', scannedName: 'CUPです', stops: 2 },
    ]);
    expect(figures.shelves).toMatchObject([{ shelf: 'A-01', stops: 3 }]);
    expect(figures.stations).toMatchObject([
      { station: 'table-1', stops: 2 },
      { station: 'table-2', stops: 1 },
    ]);
    expect(JSON.stringify(figures)).not.toMatch(/key-1|staff/);
  });

  it("belong to the shop's day, not to that of London", async () => {
    expect(await today('2026-02-02', '2026-02-02')).toMatchObject({ parcels: 0, nearMisses: 0 });
    expect(await today('2026-02-02', DAY)).toMatchObject({ parcels: 1, nearMisses: 3 });
    expect((await shop.quality.show({})).from).toBe('2026-01-05');
  });

  it('tell what left wrong in ppm with its exact interval, once for each parcel', async () => {
    const [one, two] = [await sent(), await sent()];
    await wrong(one, 'wrong-item', 'found');
    await wrong(one, 'wrong-item', 'found');
    await wrong(one, 'wrong-label');
    expect((await today()).misShipments).toEqual({
      wrongItem: 0,
      wrongLabel: 1,
      ppm: 333_333.33,
      interval: { method: 'clopper-pearson', confidence: 0.95, lowerPpm: 8_403.76, upperPpm: 905_700.68 },
    });
    await wrong(two, 'wrong-item');
    expect((await today()).misShipments).toMatchObject({ wrongItem: 1, wrongLabel: 1, ppm: 666_666.67 });
  });

  it('take no word of a parcel that has not left', async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    await expect(wrong(parcelId, 'wrong-item')).rejects.toMatchObject({ code: 'not-dispatched' });
  });

  it.each([
    ['2026-02-30', DAY],
    [DAY, '2026-02-02'],
    ['2024-01-01', DAY],
  ])('from %s to %s are refused', async (from, to) =>
    expect(today(from, to)).rejects.toThrow(/no day of the calendar|before to/),
  );
});
