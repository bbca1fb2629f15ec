import type { Sealed, SealedShipTo } from '@okuru/contracts';
import { type Refusal, sealContext } from '@okuru/platform';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import type { EnclosureDto } from './enclosure.dto.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());
afterEach(async () => {
  await shop.packing.put({ enclosures: [], weightCheck: UNCHECKED });
  await shop.labelled('after-check');
});

const UNCHECKED = { inUse: false, gramsMin: 30, percent: 3 };
const FLYER: EnclosureDto = { code: 'FLYER', names: { ja: 'チラシ' }, when: 'every-parcel' };
const CARD: EnclosureDto = {
  ...{ code: 'CARD', names: { ja: 'カード', en: 'Card' }, barcode: '4900000000900', weightGrams: 40 },
  when: 'gift-orders',
};
const SAMPLE: EnclosureDto = { code: 'SAMPLE', names: { ja: '見本' }, when: 'with-sku', skus: ['TEA'] };
const encloses = (...enclosures: EnclosureDto[]) => shop.packing.put({ weightCheck: UNCHECKED, enclosures });

const ticksOf = async (parcelId: string) =>
  Object.fromEntries(
    ((await shop.parcel(parcelId))!.enclosures ?? []).map(({ code, tick }) => [code, tick !== null]),
  );
const bodyOf = ({ body }: StoredAnswer) => body as Record<string, unknown>;

/** An order whose address says that it is a gift, or not. */
const anOrderTo = async (gift: SealedShipTo['gift']) => {
  const orderId = crypto.randomUUID();
  const buyer = 'b'.repeat(64);
  const keyId = (await shop.keyRing.keysFor([buyer])).get(buyer)!;
  const plain: SealedShipTo = {
    ...{
      name: '髙﨑 花子',
      postalCode: '100-0001',
      prefecture: '東京都',
      city: '某町',
      street: '元町1-1-14',
    },
    ...(gift ? { gift } : {}),
  };
  const [shipTo] = (await shop.keyRing.sealMany([
    { keyId, context: sealContext('order.confirmed', orderId), plain },
  ])) as [Sealed];
  return shop.aPlannedParcel({ MUG: 1 }, { orderId, shipTo });
};

describe('what goes in beside the goods', () => {
  it('is ticked before the label is printed, each once however often it is sent', async () => {
    await encloses(FLYER, SAMPLE);
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1, TEA: 1 });
    await shop.scan(parcelId, 'MUG');
    await shop.scan(parcelId, 'TEA');
    await shop.measuring.weigh(shop.act(parcelId), { grams: 900 });
    const refused = await shop.label(parcelId);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'enclosures-missing',
        detail:
          'Put in and tick, by its own code or by its sign: チラシ (^L:PUT-FLYER), 見本 (^L:PUT-SAMPLE).',
        more: { enclosures: [{ code: 'FLYER', sign: '^L:PUT-FLYER' }, { code: 'SAMPLE' }] },
      },
    });
    const tick = { barcode: '^L:PUT-FLYER', count: 1 };
    const once = await shop.work.scan(shop.act(parcelId, 'tick-1'), tick);
    expect(once).toMatchObject({
      status: 200,
      body: { accepted: true, enclosure: 'FLYER', parcelComplete: true, enclosuresLeft: 1 },
    });
    expect(await shop.work.scan(shop.act(parcelId, 'tick-1'), tick)).toEqual(once);
    expect(await shop.work.scan(shop.act(parcelId, 'tick-2'), tick)).toMatchObject({
      status: 409,
      body: { code: 'scan-blocked', more: { reason: 'already-complete' } },
    });
    expect((await shop.label(parcelId)).status).toBe(409);
    await shop.scan(parcelId, '^L:PUT-SAMPLE');
    expect((await shop.label(parcelId)).status).toBe(200);
    await shop.work.undo(shop.act(parcelId), { sku: '^L:PUT-SAMPLE' });
    const { trackingNumber } = (await shop.parcel(parcelId))!;
    expect(bodyOf(await shop.close(parcelId, trackingNumber!))).toMatchObject({ code: 'enclosures-missing' });
    await shop.scan(parcelId, '^L:PUT-SAMPLE');
    expect((await shop.close(parcelId, trackingNumber!)).status).toBe(200);
    expect(await ticksOf(parcelId)).toEqual({ FLYER: true, SAMPLE: true });
  });

  it('is what holds when packing begins, whenever the parcel was planned', async () => {
    const [begun, waiting] = [await shop.aPlannedParcel({ MUG: 1 }), await shop.aPlannedParcel({ MUG: 1 })];
    await shop.work.start(shop.act(begun.parcelId));
    await encloses(FLYER);
    expect((await shop.scan(begun.parcelId, '^L:PUT-FLYER')).status).toBe(409);
    await shop.pack(begun.parcelId);
    await shop.scan(waiting.parcelId, 'MUG');
    await encloses(SAMPLE);
    expect([await ticksOf(begun.parcelId), await ticksOf(waiting.parcelId)]).toEqual([{}, { FLYER: false }]);
  });

  it('goes into gifts alone where the shop says so', async () => {
    await encloses(CARD);
    const [gift, other] = [await anOrderTo({ message: 'おめでとう' }), await anOrderTo(undefined)];
    for (const { parcelId } of [gift, other]) await shop.work.start(shop.act(parcelId));
    expect([await ticksOf(gift.parcelId), await ticksOf(other.parcelId)]).toEqual([{ CARD: false }, {}]);
    expect((await shop.scan(gift.parcelId, '4900000000900')).status).toBe(200);
    expect((await shop.scan(other.parcelId, '4900000000900')).status).toBe(409);
    const [{ kept }] = (await shop.query('SELECT confirmed::text AS kept FROM shipment WHERE order_id = $1', [
      gift.orderId,
    ])) as [{ kept: string }];
    expect(kept).toContain('"isGift": true');
    expect(kept).not.toContain('おめでとう');
  });

  it('is ticked in packing runs too, and asked for at the close where labels are printed first', async () => {
    await encloses(FLYER);
    await shop.labelled('before-check');
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const label = await shop.label(parcelId);
    expect([label.status, (await shop.parcel(parcelId))!.status]).toEqual([200, 'planned']);
    const waybill = bodyOf(label)['trackingNumber'] as string;
    const scans = [{ barcode: 'MUG' }];
    const run = (opId: string, more: object) =>
      shop.packingRun.record('key-1', [{ opId, parcelId, waybill, ...more }]);
    expect(await run('run-1', { scans, grams: 900 })).toMatchObject([
      { status: 409, body: { code: 'enclosures-missing', stoppedAt: { step: 'waybill' } } },
    ]);
    const [closed] = await run('run-2', { scans: [{ barcode: '^L:PUT-FLYER' }] });
    expect(closed).toMatchObject({ status: 200, body: { status: 'closed' } });
    expect(await ticksOf(parcelId)).toEqual({ FLYER: true });
  });

  it('is weighed with the goods, and does not make an item heavier', async () => {
    await encloses({ ...FLYER, weightGrams: 200 });
    await shop.packing.put({ weightCheck: { inUse: true, gramsMin: 30, percent: 0 } });
    const { parcelId } = await shop.aPlannedParcel({ MUG: 1 });
    const [kind] = await shop.query<{ grams: number }>(
      `SELECT empty_weight_grams AS grams FROM package_kind JOIN parcel ON code = package_code WHERE parcel_id = $1`,
      [parcelId],
    );
    const weigh = (grams: number) => shop.measuring.weigh(shop.act(parcelId), { grams });
    expect((await weigh(350 + kind!.grams)).status).toBe(409);
    expect((await weigh(350 + kind!.grams + 200)).status).toBe(200);
    const unknown = (sku: string) => anItem(sku, { weightGrams: null });
    const vase = await shop.aPlannedParcel({ VASE: 1 }, {}, unknown);
    await shop.scan(vase.parcelId, 'VASE');
    await shop.scan(vase.parcelId, '^L:PUT-FLYER');
    const packageCode = (await shop.parcel(vase.parcelId))!.packageCode ?? 'C60';
    await shop.measuring.choosePackage(shop.act(vase.parcelId), { packageCode, reason: 'fits' });
    await shop.measuring.weigh(shop.act(vase.parcelId), { grams: 1_000 });
    const waybill = bodyOf(await shop.label(vase.parcelId))['trackingNumber'] as string;
    await shop.close(vase.parcelId, waybill);
    const [chosen] = await shop.query<{ grams: number }>(
      'SELECT empty_weight_grams AS grams FROM package_kind WHERE code = $1',
      [packageCode],
    );
    const [weighed] = await shop.query<{ data: object }>(
      "SELECT data FROM event WHERE type = 'item.weighed'",
    );
    expect(weighed!.data).toMatchObject({ sku: 'VASE', weightGrams: 1_000 - chosen!.grams - 200 });
  });
});

describe('the shop that says what goes in', () => {
  const faultsOf = async (...enclosures: EnclosureDto[]) => {
    const fault = (await encloses(...enclosures).catch((refusal: unknown) => refusal)) as Refusal;
    return fault.options.errors!.map(({ path, mend }) => [path, mend !== undefined]);
  };

  it('is told what contradicts itself or the goods, with the mend', async () => {
    const item = { ...anItem('CUP'), barcodes: ['4900000000900'], itemVersion: 1 };
    await shop.changed(item as never);
    expect(await faultsOf(CARD)).toEqual([['enclosures[0].barcode', true]]);
    expect(await faultsOf(FLYER, { ...FLYER, barcode: 'X' })).toEqual([['enclosures[1].code', true]]);
    expect(await faultsOf({ ...SAMPLE, skus: undefined } as never)).toEqual([['enclosures[0].skus', true]]);
    expect(await faultsOf({ ...FLYER, skus: ['TEA'] })).toEqual([['enclosures[0].skus', true]]);
  });

  it('keeps what it does not speak of', async () => {
    await shop.packing.put({
      weightCheck: UNCHECKED,
      enclosures: [FLYER],
      photos: { inUse: true, keptDays: 30 },
    });
    await shop.packing.put({ weightCheck: { inUse: false, gramsMin: 1, percent: 1 } });
    expect(await shop.packing.show()).toMatchObject({
      enclosures: [{ code: 'FLYER', weightGrams: 0 }],
      photos: { inUse: true, keptDays: 30 },
      weightCheck: { gramsMin: 1 },
    });
  });
});
