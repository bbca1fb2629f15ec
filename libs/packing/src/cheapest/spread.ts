import { planFor } from '../plans.js';
import { seededRandom, SEARCH_SEED } from '../random.js';
import type { Candidate } from './candidate.js';
import type { Draft, QuickFits } from './quick-fits.js';

/**
 * Spreads the units over several parcels, greedily: the package that takes most of what is left, then the rest, then the next,
 * each parcel then moved to the cheapest package that takes it. Attempts differ in order, package and measure.
 */
export const spread = (
  fits: QuickFits,
  counts: readonly number[],
  attempt: number,
  yenMax: number,
): Draft[] | undefined => {
  const random = seededRandom(SEARCH_SEED + attempt);
  const drafts: Draft[] = [];
  let left = counts;
  let yen = 0;
  // bound: the units, of which each parcel takes at least one
  while (left.some((count) => count > 0)) {
    const next = fullest(fits, left, attempt, random, stockAfter(drafts));
    if (!next) return undefined;
    drafts.push(next);
    yen += next.yen;
    if (yen >= yenMax) return undefined;
    left = left.map((count, shape) => count - next.counts[shape]!);
  }
  return drafts;
};

/** Whether one more package of the room's kind is left beside these parcels. */
export const stockAfter =
  (drafts: readonly Draft[]) =>
  ({ kind }: Candidate): boolean =>
    kind.stock === undefined || drafts.filter(({ candidate }) => candidate.kind === kind).length < kind.stock;

type Measure = (draft: Draft, fits: QuickFits) => number;

const volume: Measure = ({ counts }, { shapes }) =>
  counts.reduce((sum, count, shape) => sum + count * shapes[shape]!.volumeMm3, 0);
const grams: Measure = ({ counts }, { shapes }) =>
  counts.reduce((sum, count, shape) => sum + count * shapes[shape]!.grams, 0);
const volumePerYen: Measure = (draft, fits) => volume(draft, fits) / Math.max(1, draft.yen);
const gramsPerYen: Measure = (draft, fits) => grams(draft, fits) / Math.max(1, draft.yen);
const MEASURES: readonly Measure[] = [volume, volumePerYen, grams, gramsPerYen];

/** The parcel to close next: the cheapest that takes all, otherwise the one that takes most by this attempt's measure. */
const fullest = (
  fits: QuickFits,
  left: readonly number[],
  attempt: number,
  random: () => number,
  stock: (candidate: Candidate) => boolean,
): Draft | undefined => {
  const all = fits.cheapest(left, Infinity, stock);
  const measure = MEASURES[attempt % MEASURES.length]!;
  let best = all;
  let most = all ? measure(all, fits) : 0;
  for (const candidate of largestRooms(fits.candidates).filter(stock)) {
    const plan = planFor(Math.floor(attempt / MEASURES.length), fits.shapes, random);
    const draft = fits.fill(candidate, left, plan);
    if (!draft) continue;
    const taken = measure(draft, fits);
    if (best && taken <= most) continue;
    best = draft;
    most = taken;
  }
  if (!best) return firstAlone(fits, left, stock);
  if (best === all) return best;
  return fits.cheapest(best.counts, best.yen, stock) ?? best;
};

const firstAlone = (
  fits: QuickFits,
  left: readonly number[],
  stock: (candidate: Candidate) => boolean,
): Draft | undefined => {
  const first = left.findIndex((count) => count > 0);
  return fits.cheapest(
    left.map((_, shape) => (shape === first ? 1 : 0)),
    Infinity,
    stock,
  );
};

/** One room per package kind, the one with the largest inside. */
const largestRooms = (candidates: readonly Candidate[]): Candidate[] => {
  const rooms = new Map<string, Candidate>();
  for (const candidate of candidates) {
    if (candidate.soleShape !== undefined) continue;
    const known = rooms.get(candidate.kind.code);
    if (!known || insideOf(candidate) > insideOf(known)) rooms.set(candidate.kind.code, candidate);
  }
  return [...rooms.values()];
};

const insideOf = ({ room }: Candidate): number => room.lengthMm * room.widthMm * room.heightMm;
