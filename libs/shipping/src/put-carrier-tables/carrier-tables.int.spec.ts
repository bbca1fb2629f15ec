import { PREFECTURES, sampleTariffs, type Tariff } from '@okuru/carriers';
import type { Refusal } from '@okuru/platform';
import { anItem, confirmedOrder, reservedStock } from '../testing/facts.js';
import { openShipping, type Shipping } from '../testing/shipping.js';
import { HOLIDAYS } from '../carrier-tables/holidays.tables.js';
import type { PutTariffDto } from './put-tariff.dto.js';

const CLASSES = ['60', '80', '100', '120', '140', '160', '170'];

/** Yu-Pack at the sample's prices, `less` yen cheaper, in Okuru's own format. */
const yuPackCsv = (less: number): string => {
  const sample = sampleTariffs(13).find(({ service }) => service === 'yu-pack')!;
  const rows = PREFECTURES.map(({ code, ja }) => {
    const zone = sample.zoneByPrefecture[code]!;
    return [ja, zone, 1, ...CLASSES.map((size) => sample.priceYen[zone]![size]! - less)].join(',');
  });
  return [`prefecture,zone,lead_days,${CLASSES.join(',')}`, ...rows].join('\n');
};
const aTariff = (more: Partial<PutTariffDto> = {}): PutTariffDto => ({
  carrier: 'japanpost',
  service: 'yu-pack',
  effectiveFrom: '2026-01-15',
  source: 'our contract of 2026',
  rates: yuPackCsv(500),
  ...more,
});
const refusalOf = async (asked: Promise<unknown>): Promise<Refusal['options']> =>
  asked.then(
    () => {
      throw new Error('nothing was refused');
    },
    ({ options }: Refusal) => options,
  );

describe('the carriers’ tables of a shop', () => {
  let shipping: Shipping;
  beforeEach(async () => {
    shipping = await openShipping();
  });
  afterEach(() => shipping.end());

  const plannedBy = async (over: Parameters<typeof confirmedOrder>[1] = {}) => {
    const order = confirmedOrder({ VASE: 1 }, { delivery: { mode: 'hand-over' }, ...over });
    await shipping.confirmed(order);
    const facts = (sku: string) => anItem(sku, { size: { lengthMm: 200, widthMm: 150, heightMm: 120 } });
    await shipping.reserved(reservedStock(order, {}, facts));
    const [parcel] = await shipping.parcelsOf(order.orderId);
    return parcel ? { service: `${parcel.carrier}/${parcel.service}`, yen: parcel.plannedYen } : undefined;
  };

  it('an imported tariff in force on the day of dispatch goes before the sample', async () => {
    const before = await plannedBy();
    const taken = await shipping.tariffs.put(aTariff());
    expect(taken).toMatchObject({
      stored: true,
      tariff: { version: 'japanpost/yu-pack@2026-01-15', isSample: false },
      fromSample: ['byAir', 'codFees', 'coolYenByClass', 'remoteAreas'],
    });
    const after = await plannedBy();
    expect(after!.service).toBe('japanpost/yu-pack');
    expect(after!.yen).toBeLessThan(before!.yen!);
  });

  it('one that is not in force yet, or no longer, does not', async () => {
    const before = await plannedBy();
    await shipping.tariffs.put(aTariff({ effectiveFrom: '2026-02-03' }));
    await shipping.tariffs.put(aTariff({ effectiveFrom: '2026-01-01', effectiveTo: '2026-02-01' }));
    expect(await plannedBy()).toEqual(before);
  });

  it('a correction is a version beside the first, and the very same again is none', async () => {
    await shipping.tariffs.put(aTariff());
    expect((await shipping.tariffs.put(aTariff())).stored).toBe(false);
    const corrected = await shipping.tariffs.put(aTariff({ rates: yuPackCsv(520) }));
    expect(corrected).toMatchObject({ stored: true, tariff: { version: 'japanpost/yu-pack@2026-01-15#02' } });
    const cheaper = await plannedBy();
    await shipping.tariffs.put(aTariff());
    expect((await plannedBy())!.yen! - cheaper!.yen!).toBe(20);
    const { tariffs } = await shipping.tariffs.list();
    expect(tariffs.filter(({ isSample }) => !isSample).map(({ version }) => version)).toEqual([
      'japanpost/yu-pack@2026-01-15#03',
      'japanpost/yu-pack@2026-01-15#02',
      'japanpost/yu-pack@2026-01-15',
    ]);
  });

  it('is refused by the database when somebody overwrites it', async () => {
    await shipping.tariffs.put(aTariff());
    await expect(shipping.query('UPDATE tariff SET version = $1', ['other'])).rejects.toThrow(
      /never overwritten/,
    );
    await expect(shipping.query('DELETE FROM tariff')).rejects.toThrow(/never overwritten/);
  });

  it('a dry run answers the tariff and stores nothing', async () => {
    expect(await shipping.tariffs.put(aTariff({ dryRun: true }))).toMatchObject({ stored: false });
    expect(await shipping.query('SELECT 1 FROM tariff')).toEqual([]);
  });

  it('two at once become two versions', async () => {
    const put = (less: number) => shipping.tariffs.put(aTariff({ rates: yuPackCsv(less) }));
    await Promise.all([put(100), put(200), put(300)]);
    const rows = await shipping.query<{ version: string }>('SELECT version FROM tariff ORDER BY version');
    expect(rows).toHaveLength(3);
  });

  it.each<[string, Partial<PutTariffDto>, object]>([
    [
      'a faulty row',
      { rates: yuPackCsv(0).replace(/^(北海道,[^,]+,1,)\d+/m, '$110') },
      { code: 'faulty-rows', errors: [{ path: 'rates[2].60' }] },
    ],
    ['an unknown service', { service: 'pigeon' }, { code: 'invalid-request', errors: [{ path: 'service' }] }],
    ['days the wrong way round', { effectiveTo: '2026-01-01' }, { errors: [{ path: 'effectiveTo' }] }],
    ['a day that is none', { effectiveFrom: '2026-02-31' }, { errors: [{ path: 'effectiveFrom' }] }],
    [
      'fees that do not rise',
      {
        codFees: [
          { amountYenMax: 9, yen: 1 },
          { amountYenMax: 9, yen: 2 },
        ],
      },
      { errors: [{ path: 'codFees[1].amountYenMax' }] },
    ],
  ])('%s is refused at its place and nothing is stored', async (_what, more, refusal) => {
    const refused = await refusalOf(shipping.tariffs.put(aTariff(more)));
    expect(refused).toMatchObject({ status: 422, ...refusal });
    expect(refused.errors![0]!.mend).toBeDefined();
    expect(await shipping.query('SELECT 1 FROM tariff')).toEqual([]);
  });

  it('fees that are put with it count from their day on', async () => {
    const codFees = [{ amountYenMax: 300_000, yen: 7 }];
    const { tariff, fromSample } = await shipping.tariffs.put(
      aTariff({ codFees, coolFees: [{ classCode: '60', yen: 9 }] }),
    );
    expect(tariff).toMatchObject<Partial<Tariff>>({
      codFees,
      cashOnDeliveryFeeYen: 7,
      coolYenByClass: { 60: 9 },
    });
    expect(fromSample).toEqual(['byAir', 'remoteAreas']);
  });

  it('a service out of use is not chosen, and comes back', async () => {
    const before = await plannedBy();
    const [carrier, service] = before!.service.split('/') as [string, string];
    const off = { carrier, service, inUse: false };
    expect(await shipping.carrierSettings.put({ services: [off] })).toMatchObject({
      version: 1,
      services: [off],
    });
    expect((await plannedBy())!.service).not.toBe(before!.service);
    await shipping.carrierSettings.put({ services: [] });
    expect(await plannedBy()).toEqual(before);
  });

  it('a contract’s discount makes its service the cheaper one, and the decision cites the settings', async () => {
    const discounts = [
      { kind: 'percent' as const, percent: 60, roundToYen: 10, rounding: 'down' as const, yen: 0 },
    ];
    await shipping.carrierSettings.put({
      services: [{ carrier: 'yamato', service: 'takkyubin', inUse: true, discounts }],
    });
    expect((await plannedBy())!.service).toBe('yamato/takkyubin');
    const [kept] = await shipping.query<{ record: object }>('SELECT record FROM packaging_decision');
    expect(JSON.stringify(kept!.record)).toContain('+settings-1');
  });

  it.each<[string, object, string]>([
    ['a service nobody knows', { carrier: 'yamato', service: 'pigeon', inUse: true }, 'services[0].service'],
    [
      'an area named twice',
      {
        ...{ carrier: 'yamato', service: 'takkyubin', inUse: true },
        remoteAreas: ['a', 'a'].map((code) => ({
          code,
          names: { ja: '島', en: 'Isle' },
          postalCodes: ['10'],
          yen: 1,
        })),
      },
      'services[0].remoteAreas[1].code',
    ],
  ])('%s is refused', async (_what, settings, path) => {
    const refused = await refusalOf(shipping.carrierSettings.put({ services: [settings as never] }));
    expect(refused).toMatchObject({ status: 422, errors: [{ path }] });
  });
});

describe('the holidays', () => {
  it.each(['2026-11-23', '2026-09-22', '2026-05-06', '2050-01-01', '2050-11-23'])('%s is one', (day) => {
    expect(HOLIDAYS.days.has(day)).toBe(true);
  });
  it.each(['2026-11-24', '2026-09-24', '2051-01-01'])('%s is none', (day) => {
    expect(HOLIDAYS.days.has(day)).toBe(false);
  });
});
