import { CARRIER_SERVICES, quote, sampleTariffs, tariffInForce, type DeliveryDemand } from '@okuru/carriers';
import * as fc from 'fast-check';
import type { CarrierTables } from './packaging-demand.js';
import { parcelQuotes } from './parcel-quotes.js';
import type { ParcelToCarry } from './parcel-to-carry.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);

const tables: CarrierTables = { services: CARRIER_SERVICES, tariffs: sampleTariffs(13) };

const deliveries: fc.Arbitrary<DeliveryDemand> = fc.record(
  {
    prefecture: fc.constantFrom(1, 13, 47),
    mode: fc.constantFrom('any' as const, 'hand-over' as const),
    cashOnDelivery: fc.boolean(),
    codAmountYen: fc.constantFrom(900, 12_000, 40_000, 400_000),
    shipOn: fc.constantFrom('2026-02-02', '2026-02-06'),
  },
  { requiredKeys: ['prefecture', 'mode', 'cashOnDelivery', 'shipOn'] },
);
const parcelOf = (
  { codAmountYen }: DeliveryDemand,
  mm: number,
  grams: number,
  valueYen: number,
): ParcelToCarry => ({
  parcel: { outer: { lengthMm: mm, widthMm: mm, heightMm: mm }, grossWeightGrams: grams },
  goods: {
    ...{ valueYen, battery: false, liquid: false },
    ...(codAmountYen === undefined ? {} : { codAmountYen }),
  },
});

it('what was asked for one delivery is said of another only where it is the same', () => {
  const asked = fc.tuple(
    deliveries,
    fc.constantFrom(90, 200, 450),
    fc.integer({ min: 1, max: 30_000 }),
    fc.constantFrom(0, 500, 30_001, 299_999, 300_001, 2_000_000),
  );
  fc.assert(
    fc.property(fc.array(asked, { minLength: 2, maxLength: 40 }), (questions) => {
      for (const [delivery, mm, grams, valueYen] of questions) {
        const parcel = parcelOf(delivery, mm, grams, valueYen);
        const anew = tables.services.map((service) =>
          quote(
            parcel.parcel,
            service,
            tariffInForce(service, tables.tariffs, delivery.shipOn),
            { ...delivery, ...parcel.goods },
            tables.calendar,
          ),
        );
        expect(parcelQuotes(delivery, tables)(parcel).map((each) => each.quote)).toEqual(anew);
      }
    }),
    { numRuns: 60, seed: SEED },
  );
});

it('is asked anew under other tariffs', () => {
  const delivery: DeliveryDemand = {
    ...{ prefecture: 47, mode: 'any', cashOnDelivery: false, shipOn: '2026-02-02' },
  };
  const parcel = parcelOf(delivery, 200, 1_000, 500);
  const yen = (which: CarrierTables): unknown[] =>
    parcelQuotes(delivery, which)(parcel).map((each) => each.quote);
  const from13 = yen(tables);
  expect(yen({ ...tables, tariffs: sampleTariffs(47) })).not.toEqual(from13);
  expect(yen(tables)).toEqual(from13);
});
