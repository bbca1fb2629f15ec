import { cheapestQuote, quote, quoteAll, totalYen } from './quote.js';
import { sampleTariffs } from './sample/sample-tariffs.js';
import { CARRIER_SERVICES } from './services/index.js';
import { yamatoNekopos, yamatoTakkyubin } from './services/yamato.js';
import type {
  CarrierService,
  ContractDiscount,
  DeliveryDemand,
  ParcelToShip,
  Quote,
  Tariff,
} from './types.js';

const TOKYO = 13;
const OSAKA = 27;
const TARIFFS = sampleTariffs(TOKYO);

const aDemand = (more: Partial<DeliveryDemand> = {}): DeliveryDemand => ({
  prefecture: OSAKA,
  mode: 'any',
  cashOnDelivery: false,
  shipOn: '2026-11-23',
  ...more,
});

const aParcel = (
  lengthMm: number,
  widthMm: number,
  heightMm: number,
  grossWeightGrams: number,
): ParcelToShip => ({
  outer: { lengthMm, widthMm, heightMm },
  grossWeightGrams,
});
const THIN = aParcel(300, 220, 25, 400);
const BOX = aParcel(300, 200, 100, 1_500);

/** Each service's class or the rule that refused it. */
const answers = (parcel: ParcelToShip, demand: DeliveryDemand): Record<string, string> =>
  Object.fromEntries(
    quoteAll(parcel, CARRIER_SERVICES, TARIFFS, demand).map((one) => [
      `${one.carrier}/${one.service}`,
      one.ok ? one.classCode : one.reason,
    ]),
  );

const aTariff = (more: Partial<Tariff>): Tariff => ({
  carrier: 'yamato',
  service: 'takkyubin',
  version: 'contract',
  source: 'our contract',
  isSample: false,
  effectiveFrom: '2026-04-01',
  zoneByPrefecture: { [OSAKA]: 'kansai' },
  priceYen: { kansai: { 60: 600 } },
  cashOnDeliveryFeeYen: 300,
  ...more,
});

describe('quote', () => {
  it('names class, zone, yen and the tariff they come from', () => {
    const contract = aTariff({});
    expect(quote(BOX, yamatoTakkyubin, contract, aDemand({ cashOnDelivery: true }))).toEqual({
      ok: true,
      carrier: 'yamato',
      service: 'takkyubin',
      classCode: '60',
      zone: 'kansai',
      freightYen: 600,
      listYen: 600,
      surcharges: [{ code: 'cash-on-delivery', yen: 300 }],
      surchargeYen: 300,
      leavesOn: '2026-11-23',
      arrivesOn: null,
      tariffVersion: 'contract',
    });
  });

  it('takes 12-14 to Sagawa and Japan Post, never to Yamato', () => {
    expect(answers(BOX, aDemand({ timeSlot: '12-14' }))).toEqual({
      'yamato/takkyubin': 'slot-not-offered',
      'yamato/compact': 'slot-not-offered',
      'yamato/nekopos': 'slot-not-offered',
      'sagawa/takuhaibin': '60',
      'sagawa/large': '170',
      'japanpost/yu-pack': '60',
      'japanpost/yu-pack-heavy': '60',
      'japanpost/click-post': 'slot-not-offered',
      'japanpost/yu-packet': 'slot-not-offered',
      'japanpost/yu-packet-post': 'slot-not-offered',
    });
  });

  it('puts nothing thicker than 3 cm into a mailbox', () => {
    expect(answers(THIN, aDemand())['yamato/nekopos']).toBe('mailbox');
    expect(answers({ ...THIN, outer: { ...THIN.outer, heightMm: 31 } }, aDemand())['yamato/nekopos']).toBe(
      'too-thick',
    );
  });

  it.each<[string, Partial<DeliveryDemand>, string]>([
    ['cash on delivery', { cashOnDelivery: true }, 'no-cash-on-delivery'],
    ['a hand-over', { mode: 'hand-over' }, 'no-hand-over'],
    ['any slot', { timeSlot: 'am' }, 'slot-not-offered'],
    [
      'another service that was paid for',
      { mode: 'named-service', service: 'yamato/takkyubin' },
      'not-the-paid-service',
    ],
    ['a prefecture that is none', { prefecture: 48 }, 'zone-not-served'],
    ['a day before any tariff', { shipOn: '2025-12-31' }, 'no-tariff-in-force'],
  ])('a mailbox refuses %s', (_case, demand, reason) => {
    expect(quoteAll(THIN, [yamatoNekopos], TARIFFS, aDemand(demand))).toEqual([
      { ok: false, carrier: 'yamato', service: 'nekopos', reason },
    ]);
  });

  it('lets every service meet the promise of a mailbox, for none is below it', () => {
    expect(answers(THIN, aDemand({ mode: 'mailbox' }))).toEqual(answers(THIN, aDemand()));
  });

  it('refuses a class the tariff does not price, and a tariff of another service', () => {
    const reasonOf = (one: Quote): string => (one.ok ? 'ok' : one.reason);
    expect(reasonOf(quote(aParcel(400, 300, 200, 1_500), yamatoTakkyubin, aTariff({}), aDemand()))).toBe(
      'class-not-priced',
    );
    expect(reasonOf(quote(THIN, yamatoNekopos, aTariff({}), aDemand()))).toBe('no-tariff-in-force');
    expect(reasonOf(quote(BOX, yamatoTakkyubin, undefined, aDemand()))).toBe('no-tariff-in-force');
  });
});

describe('what is charged beside the freight', () => {
  const TARIFF = aTariff({
    codFees: [
      { amountYenMax: 10_000, yen: 330 },
      { amountYenMax: 30_000, yen: 440 },
    ],
    coolYenByClass: { 60: 275 },
    insurance: [
      { amountYenMax: 300_000, yen: 0 },
      { amountYenMax: 500_000, yen: 250 },
    ],
    remoteAreas: [
      { code: 'sea', names: { ja: '島', en: 'Sea' }, postalCodes: ['59'], yen: 700, extraDays: 2 },
      { code: 'bridge', names: { ja: '橋', en: 'Bridge' }, postalCodes: ['5901'], yen: 0 },
      { code: 'none', names: { ja: '無人', en: 'None' }, postalCodes: ['59999'], yen: 0, served: false },
    ],
    leadDaysByPrefecture: { [OSAKA]: 1 },
    byAir: [{ prefecture: OSAKA, fromClassCode: '80' }],
    priceYen: { kansai: { 60: 600, 80: 900 } },
  });
  const CASH = { cashOnDelivery: true };

  it.each<[string, Partial<DeliveryDemand>, Record<string, number>]>([
    ['nothing', {}, {}],
    ['cash up to a row', { ...CASH, codAmountYen: 10_000 }, { 'cash-on-delivery': 330 }],
    ['a yen more', { ...CASH, codAmountYen: 10_001 }, { 'cash-on-delivery': 440 }],
    ['cash of an unknown amount', CASH, { 'cash-on-delivery': 300 }],
    ['chilled goods', { temperature: 'chilled' }, { cool: 275 }],
    ['goods within the insurance that is included', { valueYen: 300_000 }, {}],
    ['dearer goods', { valueYen: 300_001 }, { insurance: 250 }],
    ['an island', { postalCode: '5910001' }, { 'remote-area': 700 }],
    ['a place that a longer beginning names', { postalCode: '5901234' }, {}],
    [
      'all of it',
      { ...CASH, codAmountYen: 1, temperature: 'frozen', valueYen: 500_000, postalCode: '5910001' },
      { 'cash-on-delivery': 330, cool: 275, insurance: 250, 'remote-area': 700 },
    ],
  ])('%s', (_what, demand, expected) => {
    const one = quote(BOX, yamatoTakkyubin, TARIFF, aDemand(demand));
    expect(one.ok && Object.fromEntries(one.surcharges.map(({ code, yen }) => [code, yen]))).toEqual(
      expected,
    );
    const sum = Object.values(expected).reduce((yen, more) => yen + more, 0);
    expect(one.ok && one.surchargeYen).toBe(sum);
  });

  it('an island takes its days more', () => {
    const arrival = (postalCode: string) => {
      const one = quote(BOX, yamatoTakkyubin, TARIFF, aDemand({ postalCode }));
      return one.ok && one.arrivesOn;
    };
    expect([arrival('5300001'), arrival('5910001')]).toEqual(['2026-11-24', '2026-11-26']);
  });

  it.each<[string, Partial<DeliveryDemand>, Partial<ParcelToShip>, string]>([
    ['more cash than the table has', { ...CASH, codAmountYen: 30_001 }, {}, 'too-much-to-collect'],
    ['more cash than the service collects', { ...CASH, codAmountYen: 300_001 }, {}, 'too-much-to-collect'],
    ['a value beyond the table', { valueYen: 500_001 }, {}, 'worth-too-much'],
    [
      'a cool class without a price',
      { temperature: 'chilled' },
      { grossWeightGrams: 4_000 },
      'too-large-for-cool',
    ],
    [
      'a class above the largest cool one',
      { temperature: 'chilled' },
      { grossWeightGrams: 16_000 },
      'too-large-for-cool',
    ],
    ['a place nobody serves', { postalCode: '5999901' }, {}, 'area-not-served'],
    ['a battery where the class flies', { battery: true }, { grossWeightGrams: 4_000 }, 'battery-not-by-air'],
    ['a class without a price', {}, { grossWeightGrams: 9_000 }, 'class-not-priced'],
    ['a day that is too near', { arriveOn: '2026-11-23' }, {}, 'date-not-reachable'],
  ])('%s is refused', (_what, demand, parcel, reason) => {
    expect(quote({ ...BOX, ...parcel }, yamatoTakkyubin, TARIFF, aDemand(demand))).toMatchObject({
      ok: false,
      reason,
    });
  });

  it('a battery may go where its class does not fly', () => {
    expect(quote(BOX, yamatoTakkyubin, TARIFF, aDemand({ battery: true })).ok).toBe(true);
  });

  it.each<[string, Partial<CarrierService>, Partial<DeliveryDemand>, string]>([
    ['no batteries', { battery: 'no' }, { battery: true }, 'battery-not-taken'],
    ['no liquids', { liquid: 'no' }, { liquid: true }, 'liquid-not-taken'],
    ['no liquids by air', { liquid: 'not-by-air' }, { liquid: true }, 'liquid-not-by-air'],
    ['nothing worth so much', { valueYenMax: 1_000 }, { valueYen: 1_001 }, 'worth-too-much'],
    [
      'nothing frozen',
      { temperatures: ['ambient', 'chilled'] },
      { temperature: 'frozen' },
      'temperature-not-served',
    ],
  ])('a service that takes %s says so', (_what, service, demand, reason) => {
    const flying = { ...TARIFF, byAir: [{ prefecture: OSAKA }] };
    expect(quote(BOX, { ...yamatoTakkyubin, ...service }, flying, aDemand(demand))).toMatchObject({ reason });
  });

  it.each<[string, ContractDiscount[], number]>([
    ['100 yen off', [{ kind: 'yen', yen: 100 }], 500],
    ['15 % off, down to 10 yen', [{ kind: 'percent', percent: 15, roundToYen: 10, rounding: 'down' }], 510],
    ['33 % off, up to a yen', [{ kind: 'percent', percent: 33, roundToYen: 1, rounding: 'up' }], 402],
    [
      '7 % off, to the nearest 10',
      [{ kind: 'percent', percent: 7, roundToYen: 10, rounding: 'nearest' }],
      560,
    ],
    [
      'two, one after the other',
      [
        { kind: 'percent', percent: 50, roundToYen: 1, rounding: 'down' },
        { kind: 'yen', yen: 50 },
      ],
      250,
    ],
    ['more than the price', [{ kind: 'yen', yen: 5_000 }], 0],
  ])('%s', (_what, discounts, freightYen) => {
    expect(quote(BOX, yamatoTakkyubin, { ...TARIFF, discounts }, aDemand())).toMatchObject({
      freightYen,
      listYen: 600,
    });
  });

  it('ends with the last day of the tariff', () => {
    const ended = { ...TARIFF, effectiveTo: '2026-11-23' };
    const on = (shipOn: string) => quote(BOX, yamatoTakkyubin, ended, aDemand({ shipOn }));
    expect(on('2026-11-23').ok).toBe(true);
    expect(on('2026-11-24')).toMatchObject({ reason: 'no-tariff-in-force' });
  });
});

describe('quoteAll', () => {
  const versionUsed = (tariffs: readonly Tariff[], shipOn = '2026-11-23'): string | undefined => {
    const [one] = quoteAll(BOX, [yamatoTakkyubin], tariffs, aDemand({ shipOn }));
    return one?.ok ? one.tariffVersion : undefined;
  };

  it('prefers the newest contract in force, and any contract to a sample', () => {
    const sample = aTariff({ version: 'sample', isSample: true, effectiveFrom: '2026-10-01' });
    const old = aTariff({ version: 'old' });
    const renewed = aTariff({ version: 'renewed', effectiveFrom: '2026-12-01' });
    expect(versionUsed([sample, old, renewed])).toBe('old');
    expect(versionUsed([renewed, old, sample], '2026-12-01')).toBe('renewed');
    expect(versionUsed([sample, renewed])).toBe('sample');
    expect(versionUsed([])).toBeUndefined();
  });
});

describe('cheapestQuote', () => {
  it('changes carrier when the same box gets heavier', () => {
    const carrierAt = (grams: number): string | undefined =>
      cheapestQuote(quoteAll(aParcel(300, 200, 100, grams), CARRIER_SERVICES, TARIFFS, aDemand()))?.carrier;
    expect(carrierAt(1_500)).toBe('sagawa');
    expect(carrierAt(12_000)).toBe('japanpost');
  });

  it('counts surcharges, keeps the first of equals and has none among refusals', () => {
    const offer = (service: string, freightYen: number, surchargeYen: number): Quote => ({
      ok: true,
      carrier: 'c',
      service,
      classCode: '60',
      zone: 'z',
      freightYen,
      listYen: freightYen,
      surcharges: [],
      surchargeYen,
      leavesOn: '2026-11-23',
      arrivesOn: null,
      tariffVersion: 'v',
    });
    const cheapest = cheapestQuote([offer('a', 500, 100), offer('b', 550, 0), offer('d', 250, 300)]);
    expect(cheapest?.service).toBe('b');
    expect(cheapest && totalYen(cheapest)).toBe(550);
    expect(cheapestQuote([{ ok: false, carrier: 'c', service: 'a', reason: 'too-large' }])).toBeUndefined();
  });
});
