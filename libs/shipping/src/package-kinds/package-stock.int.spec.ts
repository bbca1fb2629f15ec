import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { SEED_PACKAGES, type ShopPackage } from './seed-packages.js';

let shop: Shipping;
beforeAll(async () => {
  shop = await openShipping();
});
afterAll(() => shop.end());

const put = (packages: ShopPackage[]) => shop.packages.put({ packages });
const stockOf = async (code: string) =>
  (await shop.packages.show()).packages.find((kind) => kind.code === code)?.stock;
const packageOf = async (parcelId: string) => (await shop.parcel(parcelId))!.packageCode!;
const counted = (code: string, stock: number) =>
  put(SEED_PACKAGES.map((kind) => (kind.code === code ? { ...kind, stock } : kind)));

describe('packages that are counted', () => {
  let usual: string;
  beforeAll(async () => {
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    usual = await packageOf(parcelId);
    await shop.query(`UPDATE parcel SET status = 'voided', voided_at = now()`);
  });

  it('are planned until the last is taken by an open parcel, and one less is left when it is closed', async () => {
    await counted(usual, 1);
    const first = await shop.aPlannedParcel({ MUG: 2 });
    expect(await packageOf(first.parcelId)).toBe(usual);
    expect(await stockOf(usual)).toBe(1);

    const second = await shop.aPlannedParcel({ MUG: 2 });
    expect(await packageOf(second.parcelId)).not.toBe(usual);
    const waybill = await shop.pack(first.parcelId);
    expect(await shop.close(first.parcelId, waybill)).toMatchObject({ status: 200 });
    expect(await stockOf(usual)).toBe(0);
  });

  it('say in the record that none is left, and how many were when it was made', async () => {
    await counted(usual, 0);
    const { parcelId } = await shop.aPlannedParcel({ MUG: 2 });
    const [{ record }] = (await shop.query<{
      record: { whole: { packageCode: string }[]; versions: object };
    }>('SELECT record FROM packaging_decision JOIN parcel USING (decision_id) WHERE parcel_id = $1', [
      parcelId,
    ])) as [{ record: { whole: { packageCode: string }[]; versions: object } }];
    expect(record.whole.find(({ packageCode }) => packageCode === usual)).toEqual({
      packageCode: usual,
      refusedBy: 'none-left',
    });
    expect(record.versions).toMatchObject({ packages: expect.stringMatching(`\\+${usual}:0$`) as string });
  });

  it('nobody counts are plenty, and bags are packages like others', async () => {
    const bag: ShopPackage = {
      ...{ code: 'BAG', nameJa: '宅配袋', kind: 'mailer-bag', wallMm: 0.2, thicknessMmMax: 60 },
      ...{ flat: { lengthMm: 340, widthMm: 260 }, emptyWeightGrams: 15, grossWeightGramsMax: 2_000 },
      costYen: 1,
    };
    await put([bag]);
    const { parcelId } = await shop.aPlannedParcel({ SHIRT: 1 }, {}, (sku) =>
      anItem(sku, { size: { lengthMm: 250, widthMm: 200, heightMm: 20 } }),
    );
    expect(await packageOf(parcelId)).toBe('BAG');
    const { decision } = (await shop.parcel(parcelId))!;
    expect(decision).toMatchObject({ outcome: { chosen: [{ outer: { heightMm: 20.4 } }] } });
  });
});
