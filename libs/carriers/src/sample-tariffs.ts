import { PREFECTURES, prefectureOf } from './prefectures.js';
import { bandBetween, BANDS } from './distance-band.js';
import { CARRIER_SERVICES } from './services/index.js';
import { serviceKey } from './demand.js';
import type { CarrierService, SizeClass, Tariff } from './types.js';

export const SAMPLE_TARIFF_VERSION = 'okuru-sample-2026-01';

const SAMPLE_SOURCE =
  "Okuru's own sample: made by a formula (libs/carriers/src/sample-tariffs.ts), shaped like published list prices, and not any carrier's price. Enter your contract before you trust a yen of it.";

/**
 * The invented numbers of one sample. The price of a class k steps of 20 cm above size 60, b distance bands away, is
 *   firstYen + stepYen × k + bandYen × b × (1 + k / 10), rounded up to 10 yen,
 * so it rises with the class and never falls with distance.
 */
interface SampleFormula {
  readonly firstYen: number;
  readonly stepYen: number;
  readonly bandYen: number;
  readonly cashOnDeliveryFeeYen: number;
}

const FORMULAS: Readonly<Record<string, SampleFormula>> = {
  'yamato/takkyubin': { firstYen: 900, stepYen: 310, bandYen: 120, cashOnDeliveryFeeYen: 330 },
  'yamato/nekopos': { firstYen: 320, stepYen: 0, bandYen: 0, cashOnDeliveryFeeYen: 0 },
  'sagawa/takuhaibin': { firstYen: 870, stepYen: 320, bandYen: 110, cashOnDeliveryFeeYen: 330 },
  'japanpost/yu-pack': { firstYen: 880, stepYen: 330, bandYen: 130, cashOnDeliveryFeeYen: 330 },
};

/** Sample tariffs of all known services for parcels sent from a prefecture (JIS code); throws a RangeError for a code that is none. */
export const sampleTariffs = (originPrefecture: number): readonly Tariff[] => {
  const origin = prefectureOf(originPrefecture);
  if (!origin) throw new RangeError(`${originPrefecture} is no prefecture code`);
  const zoneByPrefecture = Object.fromEntries(
    PREFECTURES.map(({ code, region }) => [code, bandBetween(origin.region, region)]),
  );
  return CARRIER_SERVICES.map((service) =>
    sampleTariff(service, FORMULAS[serviceKey(service)]!, zoneByPrefecture),
  );
};

const sampleTariff = (
  service: CarrierService,
  formula: SampleFormula,
  zoneByPrefecture: Tariff['zoneByPrefecture'],
): Tariff => ({
  carrier: service.carrier,
  service: service.service,
  version: SAMPLE_TARIFF_VERSION,
  source: SAMPLE_SOURCE,
  isSample: true,
  effectiveFrom: '2026-01-01',
  zoneByPrefecture,
  priceYen: Object.fromEntries(
    BANDS.map(({ name }, band) => [
      name,
      Object.fromEntries(service.classes.map((one) => [one.code, priceYen(formula, one, band)])),
    ]),
  ),
  cashOnDeliveryFeeYen: formula.cashOnDeliveryFeeYen,
});

const priceYen = (
  { firstYen, stepYen, bandYen }: SampleFormula,
  { threeSideSumMmMax }: SizeClass,
  band: number,
): number => {
  const steps = Math.max(0, (threeSideSumMmMax - 600) / 200);
  return Math.ceil((firstYen + stepYen * steps + (bandYen * band * (10 + steps)) / 10) / 10) * 10;
};
