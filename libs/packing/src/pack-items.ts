import { checkKinds } from './check-kinds.js';
import { checkRules } from './check-rules.js';
import { fitsAlone, packOne, plainRefusal, type Box, type Parcel, type Search } from './pack-one.js';
import { packSeveral } from './pack-several.js';
import { packingOf } from './placements.js';
import { SEARCH_SEED, seededRandom } from './random.js';
import { shapesOf, type Shape } from './shape.js';
import {
  DEFAULT_REFUSED_TRAITS,
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
 * Every way found to send the items in boxes, cheapest packages first, then fewest, then smallest.
 * One parcel where that works; several only when no single package takes everything. Soft packages and goods' own boxes are
 * left aside, and boxes that may not take all the goods or of which there may be too few are refused.
 */
export const packItems = (
  items: readonly PackItem[],
  packages: readonly PackageKind[],
  rules: PackRules,
): PackingResult => {
  checkRules(rules);
  checkKinds(packages);
  const shapes = shapesOf(items, rules);
  const refusals: PackageRefusal[] = [];
  const kinds = cheapestFirst(packages.filter(isBox)).filter((kind) => {
    const refusal = outrightRefusal(kind, shapes);
    if (refusal) refusals.push(refusal);
    return !refusal;
  });
  const counts = shapes.map(({ quantity }) => quantity);
  const search: Search = {
    shapes,
    supportShareMin: rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN,
    attemptsMax: rules.attemptsMax,
    random: seededRandom(SEARCH_SEED),
    work: { done: 0 },
  };
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

const isBox = (kind: PackageKind): kind is Box =>
  kind.kind === 'carton' || kind.kind === 'carrier-box' || kind.kind === 'folding-box';

const outrightRefusal = (kind: Box, shapes: readonly Shape[]): PackageRefusal | undefined => {
  const units = shapes.reduce((total, { quantity }) => total + quantity, 0);
  if (kind.stock !== undefined && kind.stock < units) return { packageCode: kind.code, reason: 'none-left' };
  const refused = kind.refusesTraits ?? DEFAULT_REFUSED_TRAITS[kind.kind];
  const trait = refused.find((one) => shapes.some(({ traits }) => traits.includes(one)));
  return trait && { packageCode: kind.code, reason: 'goods-not-allowed', trait };
};

const outerVolume = ({ outer }: Box): number => outer.lengthMm * outer.widthMm * outer.heightMm;

const cheapestFirst = (packages: readonly Box[]): Box[] =>
  [...packages].sort(
    (a, b) => a.costYen - b.costYen || outerVolume(a) - outerVolume(b) || (a.code < b.code ? -1 : 1),
  );

const sum = (way: readonly Parcel[], of: (kind: Box) => number): number =>
  way.reduce((total, { kind }) => total + of(kind), 0);

const byCostThenCount = (a: readonly Parcel[], b: readonly Parcel[]): number =>
  sum(a, ({ costYen }) => costYen) - sum(b, ({ costYen }) => costYen) ||
  a.length - b.length ||
  sum(a, outerVolume) - sum(b, outerVolume);
