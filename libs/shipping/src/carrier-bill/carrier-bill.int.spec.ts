import type { ItemFacts } from '@okuru/contracts';
import { anItem } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { BilledParcels } from './billed-parcels.store.js';
import { CarrierBillStore } from './carrier-bill.store.js';
import { CarrierBillsController } from './carrier-bills.controller.js';
import { ImportBill } from './import-bill.handler.js';
import { ItemCorrectionsController } from './item-corrections.controller.js';
import { ItemCorrections } from './item-corrections.store.js';
import { ShownBills } from './shown-bills.store.js';

const HEADER = 'tracking_number,size_class,weight_g,billed_yen,surcharge_yen,surcharge_kind,billed_on';
/** The shop's day of the tests. */
const TODAY = '2026-02-02';

interface Planned {
  readonly classCode: string;
  readonly freightYen: number;
  readonly surchargeYen: number;
}
interface Sent extends Planned {
  readonly parcelId: string;
  readonly waybill: string;
}

describe('the carrier’s bill', () => {
  let shipping: Shipping;
  let bills: CarrierBillsController;
  let corrections: ItemCorrectionsController;
  let serial = 0;

  beforeAll(async () => {
    shipping = await openShipping();
    const { config, unitOfWork, packageKinds, tables, clock } = shipping;
    const store = new CarrierBillStore();
    const importBill = new ImportBill(
      config,
      unitOfWork,
      store,
      new BilledParcels(),
      packageKinds,
      tables,
      clock,
    );
    bills = new CarrierBillsController(config, unitOfWork, importBill, new ShownBills());
    corrections = new ItemCorrectionsController(unitOfWork, new ItemCorrections());
  });
  afterAll(() => shipping.end());

  /** One parcel of one mug-sized item that left by the carrier the shop chose; what was planned for it. */
  const sent = async (sku: string, over: Partial<ItemFacts> = {}, reference = 'A-1'): Promise<Sent> => {
    const { parcelId } = await shipping.aPlannedParcel({ [sku]: 1 }, { reference }, () => anItem(sku, over));
    const waybill = await shipping.pack(parcelId);
    await shipping.close(parcelId, waybill);
    await shipping.handOver(waybill);
    const [planned] = await shipping.query<Planned>(
      `SELECT one->>'classCode' AS "classCode", (one->>'freightYen')::int AS "freightYen",
         (one->>'surchargeYen')::int AS "surchargeYen"
       FROM parcel, jsonb_array_elements(decision->'outcome'->'chosen') AS chosen (one) WHERE parcel_id = $1`,
      [parcelId],
    );
    return { parcelId, waybill, ...planned! };
  };
  const carrierOf = async ({ parcelId }: Sent): Promise<string> =>
    (await shipping.parcel(parcelId))!.carrier!;
  const line = (
    { waybill, classCode, freightYen }: Sent,
    over: Partial<Planned> & { weight?: number; kind?: string } = {},
  ) =>
    [
      waybill,
      over.classCode ?? classCode,
      over.weight ?? '',
      over.freightYen ?? freightYen,
      over.surchargeYen ?? 0,
      over.kind ?? '',
      TODAY,
    ].join(',');
  const post = (carrier: string, lines: readonly string[], billNumber = `bill-${(serial += 1)}`) =>
    bills.import({ carrier, billNumber }, Buffer.from([HEADER, ...lines].join('\n')));
  /** Every table a bill could touch. */
  const stored = () =>
    shipping.query(
      `SELECT (SELECT jsonb_agg(b ORDER BY b.bill_id) FROM carrier_bill b) AS bills,
         (SELECT jsonb_agg(r ORDER BY r.bill_id, r.row_hash) FROM carrier_bill_row r) AS rows`,
    );

  it('says nothing of parcels billed as planned, and tells each that is not with its yen and cause', async () => {
    const [asPlanned, dearer, island, forgotten] = [
      await sent('CUP'),
      await sent('CUP'),
      await sent('CUP'),
      await sent('CUP', {}, '=cmd|calc'),
    ];
    const carrier = await carrierOf(asPlanned);
    const bill = await post(carrier, [
      line(asPlanned),
      line(dearer, { freightYen: dearer.freightYen + 15 }),
      line(island, { surchargeYen: 550, kind: 'remote' }),
      `999999999999,60,,650,0,,${TODAY}`,
    ]);
    expect(bill).toMatchObject({
      ...{
        added: 4,
        known: 0,
        rows: 4,
        carrier,
        firstDay: TODAY,
        lastDay: TODAY,
        differenceYen: 15 + 550 + 650,
      },
      causes: [
        { cause: 'unknown-parcel', rows: 1, yen: 650 },
        { cause: 'remote', rows: 1, yen: 550 },
        { cause: 'tariff', rows: 1, yen: 15, words: { en: expect.stringContaining('Same class') } },
      ],
      notBilled: [{ trackingNumber: forgotten.waybill, cause: 'not-billed' }],
    });
    expect(bill.differences.map(({ trackingNumber }) => trackingNumber)).toEqual([
      ...['999999999999', island.waybill, dearer.waybill],
    ]);
    const csv = await bills.differences(bill.billId);
    expect(csv.split('\r\n')).toHaveLength(1 + 4 + 1);
    expect(csv).toContain(`${forgotten.waybill},"'=cmd|calc"`);

    await post(carrier, [line(forgotten)]);
    expect((await bills.show(bill.billId)).notBilled).toEqual([]);
  });

  it('changes nothing when the same bill comes again, and takes what is new of it', async () => {
    const [one, other] = [await sent('BOWL'), await sent('BOWL')];
    const carrier = await carrierOf(one);
    const first = await post(carrier, [line(one)], '2026-01');
    const before = await stored();
    expect(await post(carrier, [line(one)], '2026-01')).toEqual({ ...first, added: 0, known: 1 });
    expect(await stored()).toEqual(before);
    expect(await post(carrier, [line(other), line(one)], '2026-01')).toMatchObject({
      ...{ billId: first.billId, added: 1, known: 1, rows: 2, differences: [] },
    });
    const again = await post(carrier, [line(one)], '2026-02');
    expect(again.differences).toMatchObject([{ cause: 'billed-twice', differenceYen: one.freightYen }]);
  });

  it('proposes a correction where one item is billed larger again and again, until its size or weight changes', async () => {
    const parcels = [await sent('JAR'), await sent('JAR'), await sent('JAR')];
    const carrier = await carrierOf(parcels[0]!);
    const larger = { classCode: '100', freightYen: parcels[0]!.freightYen + 200, weight: 8_000 };
    const bill = await post(
      carrier,
      parcels.map((each) => line(each, larger)),
    );
    expect(bill.causes.map(({ cause }) => cause)).toContain('wrong-master');
    const proposed = (await corrections.list()).corrections.find(({ sku }) => sku === 'JAR');
    expect(proposed).toMatchObject({
      ...{ parcels: 3, parcelsOver: 3, now: { weightGrams: 350 }, accept: { path: '/v1/items/JAR' } },
      evidence: parcels.map(() => ({ billNumber: bill.billNumber, billedClass: '100', units: 1 })),
    });
    const jar = { ...anItem('JAR', { itemVersion: 2 }), catalogueVersion: 1, catalogueItems: 1 };
    await shipping.changed({ ...jar, shelf: 'B-02' });
    const skus = async () => (await corrections.list()).corrections.map(({ sku }) => sku);
    expect(await skus()).toContain('JAR');
    await shipping.changed({ ...jar, itemVersion: 3, weightGrams: 7_500 });
    expect(await skus()).not.toContain('JAR');
  });

  it('holds a parcel that turned out heavier against the tables of its day', async () => {
    const { parcelId } = await shipping.aPlannedParcel({ POT: 1 }, {}, () => anItem('POT'));
    const waybill = await shipping.pack(parcelId);
    await shipping.query(
      `UPDATE parcel SET weight_grams = 4900, planned_yen = planned_yen + 1 WHERE parcel_id = $1`,
      [parcelId],
    );
    await shipping.close(parcelId, waybill);
    await shipping.handOver(waybill);
    const { carrier } = (await shipping.parcel(parcelId))!;
    const bill = await post(carrier!, [`${waybill},80,4900,1,0,,${TODAY}`]);
    const [row] = await shipping.query<{ planned: { classCode: string; grossWeightGrams: number } }>(
      'SELECT planned FROM carrier_bill_row WHERE bill_id = $1',
      [bill.billId],
    );
    expect(row!.planned).toMatchObject({ grossWeightGrams: 4900 });
    expect(bill.differences[0]!.cause).not.toBe('no-plan');
  });

  it.each([
    [
      'a column that is missing',
      'tracking_number,size_class,billed_on\n100000000004,60,2026-02-02',
      'rows[1].billed_yen',
    ],
    ['yen in words', `${HEADER}\n100000000004,60,,free,0,,${TODAY}`, 'rows[2].billed_yen'],
    [
      'a row twice',
      `${HEADER}\n100000000004,60,,1,0,,${TODAY}\n100000000004,60,,1,0,,${TODAY}`,
      'rows[3].tracking_number',
    ],
    ['UTF-16', `\uFEFF${HEADER}`, 'rows[1].file'],
  ])('refuses %s with row and mend, and keeps nothing', async (what, text, path) => {
    const before = await stored();
    const file = what === 'UTF-16' ? Buffer.from(text, 'utf16le') : Buffer.from(text);
    const faulty = bills.import({ carrier: 'yamato', billNumber: 'faulty' }, file);
    await expect(faulty).rejects.toMatchObject({
      options: { status: 422, code: 'faulty-rows', errors: [{ path, mend: expect.stringMatching(/.{8}/) }] },
    });
    expect(await stored()).toEqual(before);
  });

  it('refuses a day outside the days that were given, and days in the wrong order', async () => {
    const file = Buffer.from(`${HEADER}\n100000000004,60,,650,0,,${TODAY}`);
    const asked = { carrier: 'yamato', billNumber: 'days' };
    await expect(bills.import({ ...asked, firstDay: '2026-02-03' }, file)).rejects.toMatchObject({
      options: { errors: [{ path: 'rows[2].billed_on' }] },
    });
    await expect(
      bills.import({ ...asked, firstDay: '2026-02-03', lastDay: '2026-02-01' }, file),
    ).rejects.toMatchObject({ options: { errors: [{ path: 'lastDay' }] } });
  });

  it('lists bills, newest first, and knows no bill that is none', async () => {
    const { bills: listed } = await bills.list({ limit: 2 });
    expect(listed).toHaveLength(2);
    await expect(bills.show('01930f3e-7a00-7000-8000-00000000dead')).rejects.toMatchObject({ status: 404 });
  });
});
