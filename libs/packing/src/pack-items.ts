import { checkRules } from './check-rules.js';
import { fitsAlone, packOne, plainRefusal, type Parcel, type Search } from './pack-one.js';
import { packSeveral } from './pack-several.js';
import { packingOf } from './placements.js';
import { SEARCH_SEED, seededRandom } from './random.js';
import { shapesOf } from './shape.js';
import {
  DEFAULT_SUPPORT_SHARE_MIN,
  type PackageKind,
  type PackageRefusal,
  type PackItem,
  type PackingResult,
  type PackRules,
} from './types.js';

/** Places looked at per package while all goods are tried in one; the first filling of a package always runs to its end. */
export const ONE_WORK_MAX = 100_000;

/**
 * Every way found to send the items, cheapest packages first, then fewest, then smallest.
 * One parcel where that works; several only when no single package takes everything.
 */
export const packItems = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
): PackingResult => {
  checkRules(rules);
  const shapes = shapesOf(items, rules);
  const kinds = cheapestFirst(packages);
  const counts = shapes.map(({ quantity }) => quantity);
  const search: Search = {
    shapes,
    supportShareMin: rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN,
    attemptsMax: rules.attemptsMax,
    random: seededRandom(SEARCH_SEED),
    work: { done: 0 },
  };
  const refusals: PackageRefusal[] = [];
  const unpackable = shapes
    .filter((shape) => !kinds.some((kind) => fitsAlone(shape, kind)))
    .map(({ sku }) => sku);
  const ways: Parcel[][] = [];
  for (const kind of kinds) {
    if (shapes.length === 0 || ways.length >= rules.packingsMax) break;
    const reason = plainRefusal(shapes, counts, kind);
    const parcel = reason
      ? undefined
      : packOne(search, counts, kind, rules.attemptsMax, search.work.done + ONE_WORK_MAX);
    if (parcel) ways.push([parcel]);
    else refusals.push({ packageCode: kind.code, reason: reason ?? 'search-budget-spent' });
  }
  if (shapes.length > 0 && ways.length === 0 && unpackable.length === 0)
    ways.push(...packSeveral(search, counts, kinds));
  const packings = ways
    .sort(byCostThenCount)
    .slice(0, rules.packingsMax)
    .map((way) => packingOf(way, shapes));
  return { packings, refusals, unpackable };
};

const outerVolume = ({ outer }: PackageKind): number => outer.lengthMm * outer.widthMm * outer.heightMm;

const cheapestFirst = (packages: readonly PackageKind[]): PackageKind[] =>
  [...packages].sort(
    (a, b) => a.costYen - b.costYen || outerVolume(a) - outerVolume(b) || (a.code < b.code ? -1 : 1),
  );

const sum = (way: readonly Parcel[], of: (kind: PackageKind) => number): number =>
  way.reduce((total, { kind }) => total + of(kind), 0);

const byCostThenCount = (a: readonly Parcel[], b: readonly Parcel[]): number =>
  sum(a, ({ costYen }) => costYen) - sum(b, ({ costYen }) => costYen) ||
  a.length - b.length ||
  sum(a, outerVolume) - sum(b, outerVolume);
