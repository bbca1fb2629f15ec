import { CARRIER_SERVICES, PREFECTURES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES, type PackItem } from '@okuru/packing';
import fc from 'fast-check';
import { SEED_PACKAGES, type ShopPackage } from '../package-kinds/seed-packages.js';
import { chooseFrom, type ChoiceTables } from './choice-tables.js';
import { explainDecision } from './explain-decision.js';
import { DEFAULT_CHOICE_RULES, type PackagingDemand } from './packaging-demand.js';
import { decideFrom } from './recorded-decision.js';

const BAG: ShopPackage = {
  ...{ code: 'BAG', nameJa: '宅配袋', kind: 'mailer-bag', wallMm: 0.2, thicknessMmMax: 60 },
  ...{ flat: { lengthMm: 340, widthMm: 260 }, emptyWeightGrams: 15, grossWeightGramsMax: 2_000, costYen: 12 },
};
const tables: ChoiceTables = {
  packages: { version: 'packages-9', kinds: [...SEED_PACKAGES, BAG] },
  carriers: { services: CARRIER_SERVICES, tariffs: sampleTariffs(13) },
  rules: {
    ...DEFAULT_CHOICE_RULES,
    pack: DEFAULT_PACK_RULES,
    lossRates: [{ caseType: 'damaged', serviceKind: 'hand-over', perMillionParcels: 700 }],
  },
};

const side = (max: number) => fc.integer({ min: 5, max });
const anItem = (sku: string): fc.Arbitrary<PackItem> =>
  fc.record({
    sku: fc.constant(sku),
    quantity: fc.integer({ min: 1, max: 2 }),
    size: fc.record({ lengthMm: side(300), widthMm: side(200), heightMm: side(120) }),
    weightGrams: fc.integer({ min: 20, max: 3_000 }),
    fragile: fc.boolean(),
    liquid: fc.boolean(),
    battery: fc.boolean(),
    keepUpright: fc.boolean(),
  });
const aDemand: fc.Arbitrary<PackagingDemand> = fc.record({
  items: fc.subarray(['A', 'B', 'C'], { minLength: 1 }).chain((skus) => fc.tuple(...skus.map(anItem))),
  valueYen: fc.integer({ min: 0, max: 20_000 }),
  unitValuesYen: fc.record({
    A: fc.nat(9_000),
    B: fc.nat(9_000),
    C: fc.nat(400_000),
  }),
  delivery: fc.record({
    prefecture: fc.integer({ min: 1, max: PREFECTURES.length }),
    mode: fc.constantFrom('any', 'mailbox', 'hand-over'),
    cashOnDelivery: fc.boolean(),
    codAmountYen: fc.nat(300_000),
    shipOn: fc.constant('2026-02-02'),
    temperature: fc.constantFrom('ambient', 'ambient', 'chilled', 'frozen'),
  }),
});

/** As jsonb gives it back: other objects, their keys in another order. */
const fromTheDatabase = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).reverse())
      : part,
  ) as Value;

describe('a stored question, computed again from the same tables', () => {
  it('gives the same record byte for byte, whatever the order in which its goods and fields come back', () => {
    let chosen = 0;
    fc.assert(
      fc.property(aDemand, (demand) => {
        const record = chooseFrom(demand, tables);
        const stored = fromTheDatabase(demand);
        const again = chooseFrom({ ...stored, items: [...stored.items].reverse() }, tables);
        expect(JSON.stringify(again)).toBe(JSON.stringify(record));
        chosen += 'chosen' in record.outcome ? 1 : 0;
      }),
      { numRuns: 300 },
    );
    // Most orders can be sent: a test of refusals alone would prove little.
    expect(chosen).toBeGreaterThan(150);
  });

  it('is another record under other tables', () => {
    const [demand] = fc.sample(aDemand, { numRuns: 1, seed: 7 });
    const dearer = { ...tables, rules: { ...tables.rules, handlingYenPerParcel: 41 } };
    const ids = [tables, dearer].map((each) => decideFrom(demand!, each).decisionId);
    expect(new Set(ids).size).toBe(2);
  });

  it('names every package with every service, each with yen that add up or with a reason in both languages', () => {
    fc.assert(
      fc.property(aDemand, (demand) => {
        const { whole } = explainDecision(chooseFrom(demand, tables));
        expect(whole.map(({ packageCode }) => packageCode)).toEqual(
          tables.packages.kinds.map(({ code }) => code),
        );
        for (const candidate of whole) {
          if ('refusedBy' in candidate) {
            expect(candidate.words.ja && candidate.words.en).toBeTruthy();
            continue;
          }
          expect(candidate.services).toHaveLength(CARRIER_SERVICES.length);
          const own = candidate.packageYen + candidate.fillerYen + candidate.handlingYen;
          for (const service of candidate.services) {
            if ('refusedBy' in service) expect(service.words.ja && service.words.en).toBeTruthy();
            else
              expect(service.totalYen).toBe(
                own + service.freightYen + service.surchargeYen + (service.expectedLossYen ?? 0),
              );
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
