import fc from 'fast-check';
import { totalOf } from '../order/totals.js';
import { explodeSets, type KnownSets } from './explode-sets.js';
import { pricedParts, type WeighedPart } from './set-prices.js';

const YEN_MAX = 999_999_999;
const SEED = 1_795;

const values = fc.oneof(
  fc.constantFrom(0, 1, YEN_MAX),
  fc.integer({ min: 0, max: 20_000 }),
  fc.constant(null),
);
const parts = fc.uniqueArray(
  fc.record({
    sku: fc.string({ minLength: 1, maxLength: 4 }),
    quantity: fc.oneof(fc.constantFrom(1, 50, 99), fc.integer({ min: 1, max: 12 })),
    valueYen: values,
  }),
  { minLength: 1, maxLength: 20, selector: ({ sku }) => sku },
);
const prices = fc.oneof(fc.constantFrom(0, 1, 2, YEN_MAX), fc.integer({ min: 0, max: 50_000 }));
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

describe('the price of a set', () => {
  it('is what its parts cost together, to the yen, and no unit is lost', () => {
    fc.assert(
      fc.property(prices, parts, (price, given) => {
        const priced = pricedParts(price, given);
        const units = (sku: string) =>
          sum(priced.filter((part) => part.sku === sku).map(({ quantity }) => quantity));
        return (
          sum(priced.map(({ quantity, unitPrice }) => quantity * unitPrice)) === price &&
          given.every(({ sku, quantity }) => units(sku) === quantity) &&
          priced.every(
            ({ quantity, unitPrice }) => quantity > 0 && unitPrice >= 0 && Number.isInteger(unitPrice),
          )
        );
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('is divided by value: a unit is less than two yen from its exact price, but for the one that takes what is left', () => {
    const known = parts.filter((given) => given.every(({ valueYen }) => valueYen !== null));
    fc.assert(
      fc.property(prices, known, (price, given) => {
        const all = sum(given.map(({ quantity, valueYen }) => quantity * valueYen!));
        if (all === 0) return true;
        const priced = pricedParts(price, given);
        const units = sum(given.map(({ quantity }) => quantity));
        const off = priced.map(({ sku, quantity, unitPrice }) => {
          const { valueYen } = given.find((part) => part.sku === sku)!;
          return { quantity, yen: Math.abs(unitPrice - (price * valueYen!) / all) };
        });
        const far = off.filter(({ yen }) => yen > 1.001);
        return (
          far.length <= 1 &&
          far.every(({ quantity, yen }) => quantity === 1 && yen < units) &&
          priced.length <= given.length + 1
        );
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it('makes the total of an order what it was, at every rate, with charges and discounts', () => {
    const rate = fc.constantFrom(0 as const, 8 as const, 10 as const);
    const sku = fc.constantFrom('S1', 'S2', 'S3', 'PLAIN');
    const line = fc.record({
      sku,
      quantity: fc.integer({ min: 1, max: 20 }),
      unitPrice: fc.integer({ min: 0, max: 20_000 }),
      taxRate: rate,
    });
    const amount = fc.record({ amount: fc.integer({ min: 0, max: 900 }), taxRate: rate });
    const order = fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      charges: fc.array(amount, { maxLength: 3 }),
      discounts: fc.array(amount, { maxLength: 3 }),
      taxMode: fc.constantFrom('included' as const, 'excluded' as const),
    });
    fc.assert(
      fc.property(order, parts, parts, parts, ({ lines, charges, discounts, taxMode }, ...sets) => {
        const known: KnownSets = new Map(sets.map((one, nth) => [`S${nth + 1}`, aSet(one)]));
        const posted = lines.map((one, nth) => ({ ...one, lineId: String(nth + 1) }));
        const total = (of: Parameters<typeof totalOf>[0]['lines']) =>
          totalOf({
            taxMode,
            lines: of,
            charges: charges.map((one) => ({ kind: 'postage', ...one })),
            discounts: discounts.map((one) => ({ kind: 'coupon', bornBy: 'shop', ...one })),
          });
        const exploded = [...explodeSets(posted, known)];
        return (
          total(exploded) === total(posted) &&
          new Set(exploded.map(({ lineId }) => lineId)).size === exploded.length
        );
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});

const aSet = (of: readonly WeighedPart[]) => ({ names: { ja: 'セット', en: 'Set' }, parts: of, unheard: [] });
