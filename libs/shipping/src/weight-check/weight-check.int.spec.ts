import type { WeightReason } from '../parcel/gate.js';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping({ checksWeights: true });
});
afterAll(() => shop.end());

const weigh = (parcelId: string, grams: number, acceptedBecause?: WeightReason, opId?: string) =>
  shop.measuring.weigh(shop.act(parcelId, opId), { grams, acceptedBecause });
/** Two mugs of 350 g in their carton. */
const aParcel = async () => {
  const planned = await shop.aPlannedParcel({ MUG: 2 });
  const { packageCode } = (await shop.parcel(planned.parcelId))!;
  const [kind] = await shop.query<{ grams: number }>(
    'SELECT empty_weight_grams AS grams FROM package_kind WHERE code = $1',
    [packageCode],
  );
  return { ...planned, expected: 700 + kind!.grams };
};
const stopsOf = (parcelId: string) =>
  shop.query('SELECT reason, scanned FROM blocked_scan WHERE parcel_id = $1 ORDER BY id', [parcelId]);
const stopped = (grams: number, expectedGrams: number) => ({
  status: 409,
  body: { code: 'scan-blocked', more: { reason: 'wrong-weight', weight: { grams, expectedGrams } } },
});

describe('a parcel on the scales', () => {
  it('that is too light or too heavy stops, is recorded, and is not weighed', async () => {
    const { orderId, parcelId, expected } = await aParcel();
    expect(await weigh(parcelId, expected - 350, undefined, 'op-light')).toMatchObject(
      stopped(expected - 350, expected),
    );
    expect(await weigh(parcelId, expected + 31)).toMatchObject(stopped(expected + 31, expected));
    expect(await weigh(parcelId, expected - 350, undefined, 'op-light')).toMatchObject({ status: 409 });
    expect(await stopsOf(parcelId)).toEqual([
      { reason: 'wrong-weight', scanned: `${expected - 350} g` },
      { reason: 'wrong-weight', scanned: `${expected + 31} g` },
    ]);
    const told = (grams: number) => ({
      type: 'scan.blocked',
      data: {
        parcelId,
        reason: 'wrong-weight',
        scannedSku: null,
        weight: { grams, expectedGrams: expected },
      },
    });
    expect(await shop.factsOf(orderId)).toMatchObject([
      { type: 'parcels.planned' },
      ...[told(expected - 350), told(expected + 31)],
    ]);
    expect(await shop.parcel(parcelId)).toMatchObject({ weightGrams: null });
    expect((await weigh(parcelId, expected + 30)).status).toBe(200);
  });

  it('is taken all the same by a reason, for the weight that was stopped and no other', async () => {
    const { parcelId, expected } = await aParcel();
    const grams = expected + 100;
    expect((await weigh(parcelId, grams, 'more-filler')).status).toBe(409);
    expect((await weigh(parcelId, grams + 1, 'more-filler')).status).toBe(409);
    expect(await weigh(parcelId, grams, 'more-filler')).toMatchObject({ body: { weightGrams: grams } });
    expect(
      await shop.query('SELECT grams, expected_grams, reason FROM weight_accepted WHERE parcel_id = $1', [
        parcelId,
      ]),
    ).toEqual([{ grams, expected_grams: expected, reason: 'more-filler' }]);
  });

  it('is stopped in a packing run too', async () => {
    const { parcelId, expected } = await aParcel();
    const [answer] = await shop.packingRun.record('key-1', [
      { opId: 'run', parcelId, grams: expected + 100 },
    ]);
    expect(answer).toMatchObject({
      status: 409,
      body: { reason: 'wrong-weight', stoppedAt: { step: 'grams' } },
    });
    expect(await stopsOf(parcelId)).toEqual([{ reason: 'wrong-weight', scanned: `${expected + 100} g` }]);
  });

  it('is not checked where a weight is unknown, and as the shop has it now', async () => {
    const { parcelId: unknown } = await shop.aPlannedParcel({ VASE: 1 }, {}, (sku) =>
      anItem(sku, { weightGrams: null }),
    );
    expect((await weigh(unknown, 9_000)).status).toBe(200);
    const { parcelId, expected } = await aParcel();
    const now = await shop.packing.put({ weightCheck: { inUse: true, gramsMin: 200, percent: 0 } });
    expect(now).toMatchObject({ version: 1, weightCheck: { inUse: true, gramsMin: 200, percent: 0 } });
    expect((await weigh(parcelId, expected + 201)).status).toBe(409);
    expect((await weigh(parcelId, expected + 200)).status).toBe(200);
    await shop.packing.put({ weightCheck: { inUse: false, gramsMin: 30, percent: 3 } });
    expect((await weigh(parcelId, expected + 500)).status).toBe(200);
    expect(await shop.query('SELECT FROM packing_settings')).toHaveLength(2);
  });
});
