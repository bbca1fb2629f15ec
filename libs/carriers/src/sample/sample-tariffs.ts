import { PREFECTURES, prefectureOf, type Prefecture } from '../prefectures.js';
import { bandBetween, BANDS } from './distance-band.js';
import { FORMULAS, stepOf, type SampleFormula } from './formulas.js';
import { CARRIER_SERVICES } from '../services/index.js';
import { serviceKey } from '../demand.js';
import type { CarrierService, Tariff } from '../types.js';

export const SAMPLE_TARIFF_VERSION = 'okuru-sample-2026-11';

const SAMPLE_SOURCE =
  "Okuru's own sample: made by a formula (libs/carriers/src/sample/), shaped like published list prices, and not any carrier's price. Enter your contract before you trust a yen of it.";

/** Days on the road by distance band, a sample too. */
const LEAD_DAYS = [1, 1, 1, 2, 2, 3];

const OKINAWA = 47;

/** Sample tariffs of all known services for parcels sent from a prefecture (JIS code); throws a RangeError for a code that is none. */
export const sampleTariffs = (originPrefecture: number): readonly Tariff[] => {
  const origin = prefectureOf(originPrefecture);
  if (!origin) throw new RangeError(`${originPrefecture} is no prefecture code`);
  return CARRIER_SERVICES.map((service) => sampleTariff(service, FORMULAS[serviceKey(service)]!, origin));
};

const sampleTariff = (service: CarrierService, formula: SampleFormula, origin: Prefecture): Tariff => ({
  carrier: service.carrier,
  service: service.service,
  version: SAMPLE_TARIFF_VERSION,
  source: SAMPLE_SOURCE,
  isSample: true,
  effectiveFrom: '2026-01-01',
  zoneByPrefecture: byPrefecture(({ region }) => bandBetween(origin.region, region)),
  priceYen: Object.fromEntries(
    BANDS.map(({ name }, band) => [
      name,
      Object.fromEntries(
        service.classes.map(({ code }, index) => [code, priceYen(formula, stepOf(service, index), band)]),
      ),
    ]),
  ),
  cashOnDeliveryFeeYen: formula.extras.codFees?.[0]?.yen ?? 0,
  leadDaysByPrefecture: byPrefecture(({ region }) => {
    const band = BANDS.findIndex(({ name }) => name === bandBetween(origin.region, region));
    return LEAD_DAYS[band]! + formula.lateDays;
  }),
  byAir: PREFECTURES.filter(({ code }) => (code === OKINAWA) !== (origin.code === OKINAWA)).map(
    ({ code }) => ({ prefecture: code }),
  ),
  ...formula.extras,
});

const byPrefecture = <T>(of: (prefecture: Prefecture) => T): Readonly<Record<number, T>> =>
  Object.fromEntries(PREFECTURES.map((prefecture) => [prefecture.code, of(prefecture)]));

const priceYen = (
  { firstYen, stepYen, bandYen, roundToYen }: SampleFormula,
  step: number,
  band: number,
): number =>
  Math.ceil((firstYen + stepYen * step + (bandYen * band * (10 + step)) / 10) / roundToYen) * roundToYen;
