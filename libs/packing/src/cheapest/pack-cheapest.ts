import { checkRules } from '../check-rules.js';
import type { Parcel } from '../pack-one.js';
import { fitsAlone, plainRefusal, type Search } from '../pack-one.js';
import { packSeveral } from '../pack-several.js';
import { packingOf } from '../placements.js';
import { SEARCH_SEED, seededRandom } from '../random.js';
import { shapesOf } from '../shape.js';
import { DEFAULT_SUPPORT_SHARE_MIN, type PackageKind, type PackItem, type PackRules } from '../types.js';
import { candidatesOf, pricedParcel, type Candidate } from './candidate.js';
import type {
  CheapestPacking,
  ParcelFloor,
  ParcelPrice,
  PricedPacking,
  WholeAnswer,
} from './cheapest-packing.js';
import { fitTogether } from './fit-together.js';
import { goodsSetCount, goodsSetsOf } from './goods-sets.js';
import { ParcelTable } from './parcel-table.js';
import { cheapestDivision, type Division } from './partition.js';

/** Sub-multisets of the goods up to which every division over parcels is weighed; 12 different units have so many. */
export const GOODS_SETS_MAX = 4_096;

/** Divisions verified before the search stops and states the lower bound it has. */
export const DIVISIONS_MAX = 200;

/** A way found: its parcels, and what they cost together. */
interface Way {
  readonly parcels: readonly Parcel[];
  readonly yen: number;
}

/** The cheapest safe way to send the goods by the given price of a parcel, and whether it is proven that nothing cheaper exists. */
export const packCheapest = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
  price: ParcelPrice,
  floor: ParcelFloor = () => 0,
): CheapestPacking => {
  checkRules(rules);
  const shapes = shapesOf(items, rules);
  const search: Search = {
    shapes,
    supportShareMin: rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN,
    attemptsMax: rules.attemptsMax,
    random: seededRandom(SEARCH_SEED),
    work: { done: 0 },
  };
  const candidates = candidatesOf(packages);
  const counts = shapes.map(({ quantity }) => quantity);
  if (shapes.length === 0) return nothing([]);
  const unpackable = shapes
    .filter((shape) => !candidates.some(({ kind }) => fitsAlone(shape, kind)))
    .map(({ sku }) => sku);
  if (unpackable.length > 0) return nothing(unpackable);

  const askYen = (candidate: Candidate, some: readonly number[]): number =>
    price(pricedParcel(candidate, shapes, some)) ?? Infinity;
  const ways: Way[] = [];
  const whole: WholeAnswer[] = candidates.map((candidate) => {
    const { kind, room } = candidate;
    const reason = plainRefusal(shapes, counts, kind);
    if (reason) return { packageCode: kind.code, reason };
    const fit = fitTogether(search, counts, kind, room);
    if (fit.is === 'impossible') return { packageCode: kind.code, reason: fit.is };
    if (fit.is === 'spent') return { packageCode: kind.code, reason: 'search-budget-spent' };
    const parcels = [{ kind, filling: fit.filling }];
    const yen = askYen(candidate, counts);
    ways.push({ parcels, yen });
    const packed = packingOf(parcels, shapes).packages[0]!;
    return { packageCode: kind.code, packed, yen: yen === Infinity ? null : yen };
  });

  const splits: Way[] = [];
  let lowerBoundYen = Math.min(
    ...candidates.map(({ kind, outer }) => floor(kind, outer, kind.emptyWeightGrams)),
  );
  if (goodsSetCount(shapes) <= GOODS_SETS_MAX) {
    const sets = goodsSetsOf(shapes);
    const table = new ParcelTable(search, sets, candidates, price);
    for (let round = 0; round < DIVISIONS_MAX; round += 1) {
      const division = cheapestDivision(sets, table, 'found-or-untried');
      if (!division || division.yen >= cheapestYen([...ways, ...splits])) break;
      const way = verified(division, table);
      if (way) splits.push(way);
    }
    lowerBoundYen = cheapestDivision(sets, table, 'unless-impossible')?.yen ?? Infinity;
  } else {
    const kinds = candidates.map(({ kind }) => kind);
    for (const parcels of packSeveral(search, counts, kinds)) {
      const yen = parcels.reduce(
        (sum, { kind, filling }) =>
          sum +
          askYen(
            candidates.find((candidate) => candidate.kind === kind)!,
            counts.map((_, shape) =>
              filling.blocks.reduce(
                (units, block) => units + (block.shape === shape ? block.nx * block.ny * block.nz : 0),
                0,
              ),
            ),
          ),
        0,
      );
      if (parcels.length > 1) splits.push({ parcels, yen });
    }
  }
  const packed = ({ parcels, yen }: Way): PricedPacking => ({ ...packingOf(parcels, shapes), yen });
  const priced = [...ways, ...splits].filter(({ yen }) => yen < Infinity).sort(byYen);
  const best = priced[0];
  return {
    best: best && packed(best),
    proof: lowerBoundYen >= (best?.yen ?? Infinity) ? { proven: true } : { proven: false, lowerBoundYen },
    whole,
    splits: splits
      .filter(({ yen }) => yen < Infinity)
      .sort(byYen)
      .slice(0, rules.packingsMax)
      .map(packed),
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

const cheapestYen = (ways: readonly Way[]): number => Math.min(...ways.map(({ yen }) => yen));

const outerVolume = ({ parcels }: Way): number =>
  parcels.reduce((sum, { kind: { outer } }) => sum + outer.lengthMm * outer.widthMm * outer.heightMm, 0);

const byYen = (a: Way, b: Way): number =>
  a.yen - b.yen || a.parcels.length - b.parcels.length || outerVolume(a) - outerVolume(b);

/** The division with every parcel found; undefined when one of them does not go, which the table then knows. */
const verified = (division: Division, table: ParcelTable): Way | undefined => {
  const parcels: Parcel[] = [];
  for (const { set, candidate } of division.parts) {
    const fit = table.fit(set, candidate);
    if (fit.is !== 'found') return undefined;
    parcels.push({ kind: candidate.kind, filling: fit.filling });
  }
  return { parcels, yen: division.yen };
};
