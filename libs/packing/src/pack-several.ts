import { fillPackage } from './fill-package.js';
import { fitsAlone, packOne, plainRefusal, roomOf, type Box, type Parcel, type Search } from './pack-one.js';
import { planFor } from './plans.js';

/** Places looked at while spreading goods over several parcels; the first spreading always runs to its end. */
export const SEVERAL_WORK_MAX = 600_000;

/** Fillings tried when a packed parcel is offered a cheaper or smaller package. */
const SHRINK_ATTEMPTS = 4;

/**
 * Spreads the units over several parcels, greedily: the package that takes most of what is left, then the rest, then the next.
 * Restarts differ in order, package and measure; every distinct way found is answered.
 */
export const packSeveral = (search: Search, counts: readonly number[], kinds: readonly Box[]): Parcel[][] => {
  const workMax = search.work.done + SEVERAL_WORK_MAX;
  const fewest = fewestParcels(search, counts, kinds);
  const ways = new Map<string, Parcel[]>();
  for (let attempt = 0; attempt < search.attemptsMax; attempt += 1) {
    if (attempt > 0 && search.work.done > workMax) break;
    const way = spread(search, counts, kinds, attempt, workMax);
    const key = way
      .map(({ kind }) => kind.code)
      .sort()
      .join();
    if (!ways.has(key)) ways.set(key, way);
    if (way.length <= fewest.parcels && cost(way) <= fewest.costYen) break;
  }
  return [...ways.values()];
};

const cost = (way: readonly Parcel[]): number => way.reduce((sum, { kind }) => sum + kind.costYen, 0);

const spread = (
  search: Search,
  counts: readonly number[],
  kinds: readonly Box[],
  attempt: number,
  workMax: number,
): Parcel[] => {
  const parcels: Parcel[] = [];
  let left = counts;
  // bound: the units, of which each parcel takes at least one
  while (left.some((count) => count > 0)) {
    const next = fullest(search, left, kinds, attempt, workMax);
    parcels.push(shrink(search, left, next, kinds, workMax));
    left = next.filling.left;
  }
  return parcels;
};

/** The package to close next: the cheapest that takes all, otherwise the one that takes most by this attempt's measure. */
const fullest = (
  search: Search,
  left: readonly number[],
  kinds: readonly Box[],
  attempt: number,
  workMax: number,
): Parcel => {
  const { shapes, random, work } = search;
  const measure = MEASURES[attempt % MEASURES.length]!;
  const fill = (kind: Box): Parcel => ({
    kind,
    filling: fillPackage(
      shapes,
      left,
      roomOf(kind),
      planFor(attempt, shapes, random),
      search.supportShareMin,
      work,
    ),
  });
  const usable = kinds.filter((kind) =>
    shapes.some((shape, index) => left[index]! > 0 && fitsAlone(shape, kind)),
  );
  const mayTakeAll = usable.filter((kind) => !plainRefusal(shapes, left, kind));
  let best: Parcel | undefined;
  for (const kind of mayTakeAll) {
    if (best && work.done > workMax) return best;
    const parcel = fill(kind);
    if (parcel.filling.unitsLeft === 0) return parcel;
    if (!best || measure.of(parcel) > measure.of(best)) best = parcel;
  }
  const others = usable
    .filter((kind) => !mayTakeAll.includes(kind))
    .sort((a, b) => measure.most(b) - measure.most(a));
  for (const kind of others) {
    if (best && (measure.most(kind) <= measure.of(best) || work.done > workMax)) break;
    const parcel = fill(kind);
    if (!best || measure.of(parcel) > measure.of(best)) best = parcel;
  }
  if (!best) throw new Error('a unit that fits no package was given to packSeveral');
  return best;
};

/** What a parcel took, and the most its package could ever take. */
interface Measure {
  readonly of: (parcel: Parcel) => number;
  readonly most: (kind: Box) => number;
}

const roomVolume = ({ inner }: Box): number => inner.lengthMm * inner.widthMm * inner.heightMm;
const perYen = (amount: number, { costYen }: Box): number => amount / Math.max(1, costYen);

const MEASURES: readonly Measure[] = [
  { of: ({ filling }) => filling.volumeMm3, most: roomVolume },
  { of: ({ filling }) => filling.goodsGrams, most: (kind) => roomOf(kind).goodsGramsMax },
  {
    of: ({ kind, filling }) => perYen(filling.volumeMm3, kind),
    most: (kind) => perYen(roomVolume(kind), kind),
  },
];

/** The same goods in the cheapest package that takes them. */
const shrink = (
  search: Search,
  before: readonly number[],
  parcel: Parcel,
  kinds: readonly Box[],
  workMax: number,
): Parcel => {
  const inside = before.map((count, index) => count - parcel.filling.left[index]!);
  for (const kind of kinds) {
    if (kind === parcel.kind || search.work.done > workMax) break;
    if (plainRefusal(search.shapes, inside, kind)) continue;
    const smaller = packOne(search, inside, kind, SHRINK_ATTEMPTS, workMax);
    if (smaller) return smaller;
  }
  return parcel;
};

/** No way can use fewer parcels, or cost less, than weight and volume alone demand. */
const fewestParcels = (
  { shapes }: Search,
  counts: readonly number[],
  kinds: readonly Box[],
): { parcels: number; costYen: number } => {
  let volumeMm3 = 0;
  let grams = 0;
  shapes.forEach((shape, index) => {
    volumeMm3 += shape.volumeMm3 * counts[index]!;
    grams += shape.grams * counts[index]!;
  });
  const roomMax = Math.max(...kinds.map(roomVolume));
  const gramsMax = Math.max(...kinds.map((kind) => roomOf(kind).goodsGramsMax));
  const parcels = Math.max(2, Math.ceil(volumeMm3 / roomMax - 1e-9), Math.ceil(grams / gramsMax - 1e-9));
  return { parcels, costYen: parcels * Math.min(...kinds.map(({ costYen }) => costYen)) };
};
