import { checkKinds } from '../input/check-kinds.js';
import { checkedPrice } from '../input/checked-price.js';
import { checkRules } from '../input/check-rules.js';
import type { Work } from '../fill-package.js';
import type { Effort } from '../fit/question.js';
import { shapesOf, type Shape } from '../shape.js';
import type { PackageKind, PackItem, PackRules } from '../types.js';
import { candidatesOf, type Candidate } from './candidate.js';
import type { CheapestPacking, ParcelFloor, ParcelPrice } from './cheapest-packing.js';
import { divideLarge } from './divide-large.js';
import { divideSmall } from './divide-small.js';
import { ALL, allOrNothing, goodsSetCount, goodsSetsOf } from './goods-sets.js';
import { parcelBound } from './parcel-bound.js';
import { ParcelTable } from './parcel-table.js';
import { QuickFits } from './quick-fits.js';
import { plainRefusalOf } from './refusal.js';
import { byYen, cheapestYen, pricedPackingOf, type Way } from './way.js';
import { wholeAnswer, wholeWay } from './whole.js';

/** Sub-multisets of the goods up to which every division over parcels is weighed; 12 different units have so many. */
export const GOODS_SETS_MAX = 4_096;

/** Sub-multisets times rooms up to which every division is weighed; each is priced. */
export const PRICES_MAX = 400_000;

/** Places looked at in one call at most, for each attempt of the rules. */
export const CALL_WORK_PER_ATTEMPT = 50_000;

/** Spreadings tried before every division is weighed: a good way found early leaves fewer to weigh. */
const SPREADS_FIRST = 2;

/** The cheapest safe way to send the goods by the given price of a parcel, and whether it is proven that nothing cheaper exists. */
export const packCheapest = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
  priceOf: ParcelPrice,
  floor: ParcelFloor = () => 0,
): CheapestPacking => {
  checkRules(rules);
  checkKinds(packages);
  const price = checkedPrice(priceOf);
  const shapes = shapesOf(items, rules);
  const kinds = [...packages].sort(byCode);
  const candidates = candidatesOf(packages, shapes);
  const unpackable = shapes
    .filter((_, index) => !candidates.some((candidate) => takesOne(candidate, shapes, index)))
    .map(({ sku }) => sku);
  if (shapes.length === 0 || unpackable.length > 0) return nothing(unpackable);

  const work: Work = { done: 0 };
  const workMax = rules.attemptsMax * CALL_WORK_PER_ATTEMPT;
  const efforts = effortsOf(
    rules,
    shapes.reduce((sum, { quantity }) => sum + quantity, 0),
  );
  const whole = new ParcelTable(shapes, rules, allOrNothing(shapes), candidates, price, work, efforts[0]);
  const ways: Way[] = kinds.flatMap((kind) => wholeWay(kind, candidates, whole) ?? []);
  const floorYen = floorOfSeveral(shapes, candidates, floor, cheapestYen(ways));
  const fits = new QuickFits(shapes, candidates, rules, price, work, quickEffort(rules));
  let lowerBoundYen: number;
  const setCount = goodsSetCount(shapes);
  if (
    floorYen < cheapestYen(ways) &&
    setCount <= GOODS_SETS_MAX &&
    setCount * candidates.length <= PRICES_MAX
  ) {
    divideSmall(allOrNothing(shapes), whole, ways, [middleEffort(rules)], work, workMax);
    divideLarge(fits, ways, Math.min(SPREADS_FIRST, rules.attemptsMax), floorYen, workMax);
    const sets = goodsSetsOf(shapes);
    const table = new ParcelTable(shapes, rules, sets, candidates, price, work, efforts[0]);
    table.learn(sets.size - 1, whole, ALL);
    const dividedYen = divideSmall(sets, table, ways, efforts, work, workMax);
    whole.learn(ALL, table, sets.size - 1);
    const aloneYen = table.hopedYen(sets.size - 1);
    lowerBoundYen = Math.max(dividedYen, Math.min(floorYen, aloneYen));
  } else {
    divideLarge(fits, ways, rules.attemptsMax, floorYen, workMax);
    const alone = divideSmall(allOrNothing(shapes), whole, ways, efforts, work, work.done + workMax / 2);
    lowerBoundYen = Math.min(alone, floorYen);
  }
  const priced = ways.filter(({ yen }) => yen < Infinity).sort(byYen);
  const [best] = priced;
  return {
    best: best && pricedPackingOf(best, shapes),
    proof: lowerBoundYen >= (best?.yen ?? Infinity) ? { proven: true } : { proven: false, lowerBoundYen },
    whole: kinds.map((kind) => {
      const rooms = candidates.filter((candidate) => candidate.kind === kind);
      return wholeAnswer(kind, rooms, shapes, whole);
    }),
    splits: priced
      .filter(({ parcels }) => parcels.length > 1)
      .slice(0, rules.packingsMax)
      .map((way) => pricedPackingOf(way, shapes)),
    unpackable,
  };
};

const nothing = (unpackable: readonly string[]): CheapestPacking => ({
  best: undefined,
  proof: { proven: true },
  whole: [],
  splits: [],
  unpackable,
});

const byCode = (a: PackageKind, b: PackageKind): number => (a.code < b.code ? -1 : 1);

const takesOne = (candidate: Candidate, shapes: readonly Shape[], index: number): boolean =>
  !plainRefusalOf(
    shapes,
    shapes.map((_, other) => (other === index ? 1 : 0)),
    candidate,
  );

/** Yen that every way of two parcels or more costs at least; the looser, cheaper bound where that is enough. */
const floorOfSeveral = (
  shapes: readonly Shape[],
  candidates: readonly Candidate[],
  floor: ParcelFloor,
  enoughYen: number,
): number => {
  const floors = candidates.map(({ kind, outer }) => floor(kind, outer, kind.emptyWeightGrams));
  const two = 2 * Math.min(...floors);
  if (two >= enoughYen || Math.max(...floors) === 0) return two;
  const counts = shapes.map(({ quantity }) => quantity);
  return Math.max(
    two,
    parcelBound(shapes, counts, candidates, ({ index }) => floors[index]!),
  );
};

/** First a short look at everything that may matter, then a long one at what still matters. */
const effortsOf = ({ attemptsMax }: PackRules, units: number): readonly [Effort, Effort] => [
  { plans: Math.min(6, attemptsMax), orderWork: attemptsMax * 150, cornerWork: 200, proofWork: 2_000 },
  {
    plans: attemptsMax,
    orderWork: attemptsMax * 700 * Math.min(units, 16),
    cornerWork: attemptsMax * 1_000,
    proofWork: 60_000,
  },
];

/** For all goods in one package, before every division is weighed: one parcel found saves weighing them. */
const middleEffort = ({ attemptsMax }: PackRules): Effort => ({
  plans: Math.min(6, attemptsMax),
  orderWork: attemptsMax * 1_500,
  cornerWork: attemptsMax * 20,
  proofWork: 5_000,
});

const quickEffort = ({ attemptsMax }: PackRules): Effort => ({
  plans: Math.min(4, attemptsMax),
  orderWork: attemptsMax * 100,
  cornerWork: 0,
  proofWork: 0,
});
