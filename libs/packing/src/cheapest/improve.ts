import type { Draft, QuickFits } from './quick-fits.js';
import { stockAfter } from './spread.js';

/**
 * Makes a way cheaper step by step: two parcels merged into one, or one dissolved over the others;
 * ends when no step helps or the work is spent.
 */
export const improved = (fits: QuickFits, drafts: readonly Draft[], workMax: number): readonly Draft[] => {
  let way = drafts;
  // bound: the price of the way, which every step lowers, and the work
  for (;;) {
    const better = merged(fits, way, workMax) ?? dissolved(fits, way, workMax);
    if (!better) return way;
    way = better;
  }
};

const merged = (fits: QuickFits, way: readonly Draft[], workMax: number): Draft[] | undefined => {
  for (let i = 1; i < way.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (fits.work.done > workMax) return undefined;
      const rest = way.filter((_, index) => index !== i && index !== j);
      const both = way[i]!.counts.map((count, shape) => count + way[j]!.counts[shape]!);
      const draft = fits.cheapest(both, way[i]!.yen + way[j]!.yen, stockAfter(rest));
      if (draft) return [...rest, draft];
    }
  }
  return undefined;
};

const dissolved = (fits: QuickFits, way: readonly Draft[], workMax: number): Draft[] | undefined => {
  const before = yenOf(way);
  const byUnits = [...way].sort((a, b) => unitsOf(a) - unitsOf(b));
  for (const gone of byUnits) {
    if (fits.work.done > workMax) return undefined;
    const next = withoutParcel(fits, way, gone, workMax);
    if (next && yenOf(next) < before) return next;
  }
  return undefined;
};

/** Each unit of the parcel put where it adds least; what goes nowhere stays in a parcel of its own. */
const withoutParcel = (
  fits: QuickFits,
  way: readonly Draft[],
  gone: Draft,
  workMax: number,
): Draft[] | undefined => {
  const others = way.filter((draft) => draft !== gone);
  if (others.length === 0) return undefined;
  const staying = gone.counts.map(() => 0);
  for (const [shape, count] of gone.counts.entries()) {
    for (let unit = 0; unit < count; unit += 1) {
      if (fits.work.done > workMax) return undefined;
      let best: { at: number; draft: Draft; added: number } | undefined;
      for (const [at, other] of others.entries()) {
        const counts = other.counts.map((units, index) => units + (index === shape ? 1 : 0));
        const limit = other.yen + (best?.added ?? gone.yen);
        const rest = others.filter((draft) => draft !== other);
        const draft = fits.cheapest(counts, limit, stockAfter(rest));
        if (draft && (!best || draft.yen - other.yen < best.added))
          best = { at, draft, added: draft.yen - other.yen };
      }
      if (best) others[best.at] = best.draft;
      else staying[shape]! += 1;
    }
  }
  if (staying.every((count) => count === 0)) return others;
  const last = fits.cheapest(staying, gone.yen, stockAfter(others));
  return last && [...others, last];
};

export const yenOf = (way: readonly Draft[]): number => way.reduce((sum, { yen }) => sum + yen, 0);

const unitsOf = ({ counts }: Draft): number => counts.reduce((sum, count) => sum + count, 0);
