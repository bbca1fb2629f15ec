import { cheapestQuote, quote, quoteAll, totalYen } from './quote.js';
import { sampleTariffs } from './sample-tariffs.js';
import { CARRIER_SERVICES } from './services/index.js';
import { yamatoNekopos, yamatoTakkyubin } from './services/yamato.js';
import type { DeliveryDemand, ParcelToShip, Quote, Tariff } from './types.js';

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
const answers = (
  parcel: ParcelToShip,
  demand: DeliveryDemand,
  tariffs: readonly Tariff[] = TARIFFS,
): Record<string, string> =>
  Object.fromEntries(
    quoteAll(parcel, CARRIER_SERVICES, tariffs, demand).map((one) => [
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
      'yamato/nekopos': 'slot-not-offered',
      'sagawa/takuhaibin': '60',
      'japanpost/yu-pack': '60',
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
    expect(
      quoteAll(THIN, CARRIER_SERVICES, TARIFFS, aDemand({ mode: 'mailbox' })).every(({ ok }) => ok),
    ).toBe(true);
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
