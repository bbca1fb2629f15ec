import type { CentreOfMassRule } from '../../types.js';
import type { Corner } from './grid-cells.js';
import type { GridGoods, GridPose } from './grid-goods.js';
import type { GridRoom } from './grid-rooms.js';

/** A unit put in, with what it stands on. */
export interface PlacedUnit {
  readonly goods: GridGoods;
  readonly pose: GridPose;
  readonly corner: Corner;
  readonly bearers: readonly PlacedUnit[];
  loadGrams: number;
}

/** The units that a new one would touch from above. */
export const bearersOf = (
  placed: readonly PlacedUnit[],
  { x, y, z }: Corner,
  { dx, dy }: GridPose,
): PlacedUnit[] =>
  placed.filter(
    ({ corner, pose }) =>
      corner.z + pose.dz === z &&
      corner.x < x + dx &&
      x < corner.x + pose.dx &&
      corner.y < y + dy &&
      y < corner.y + pose.dy,
  );

/** The bearers and all that bears them: each may get the whole weight of what comes on top. */
export const allUnder = (bearers: readonly PlacedUnit[]): ReadonlySet<PlacedUnit> => {
  const under = new Set(bearers);
  for (const one of under) for (const deeper of one.bearers) under.add(deeper);
  return under;
};

export const bearsMore = ({ goods, loadGrams }: PlacedUnit, grams: number): boolean =>
  loadGrams + grams <= (goods.item.loadOnTopGramsMax ?? Infinity) + 1e-9;

/** What later units can still change: the loads of units with a limit, and which tops lead to them. */
export const loadState = (placed: readonly PlacedUnit[]): string =>
  placed
    .filter((one) => [...allUnder([one])].some(({ goods }) => goods.item.loadOnTopGramsMax !== undefined))
    .map(({ goods, corner: { x, y, z }, pose: { dx, dy, dz }, loadGrams }) =>
      [goods.item.sku, x, y, z, dx, dy, dz, loadGrams].join(),
    )
    .join(';');

/** What of the units so far decides the balance of the whole. */
export const weightState = (placed: readonly PlacedUnit[]): string => {
  const sum = (of: (one: PlacedUnit) => number): number => placed.reduce((total, one) => total + of(one), 0);
  return [
    sum(({ goods, corner, pose }) => goods.item.weightGrams * (2 * corner.x + pose.dx)),
    sum(({ goods, corner, pose }) => goods.item.weightGrams * (2 * corner.y + pose.dy)),
    Math.min(...placed.map(({ corner }) => corner.x)),
    Math.min(...placed.map(({ corner }) => corner.y)),
    Math.max(...placed.map(({ corner, pose }) => corner.x + pose.dx)),
    Math.max(...placed.map(({ corner, pose }) => corner.y + pose.dy)),
  ].join();
};

/** How far the goods are slid as one, in cells. */
export interface Slide {
  readonly x: number;
  readonly y: number;
}

export const UNMOVED: Slide = { x: 0, y: 0 };

/** The slide within the walls that brings the weight near enough to the middle; undefined when none does. */
export const balancingSlide = (
  placed: readonly PlacedUnit[],
  { kind, nx, ny }: GridRoom,
  { offsetShareMax, fromGrams }: CentreOfMassRule,
): Slide | undefined => {
  if (!('inner' in kind)) return UNMOVED;
  const goodsGrams = placed.reduce((sum, { goods }) => sum + goods.item.weightGrams, 0);
  const gross = goodsGrams + kind.emptyWeightGrams;
  if (gross === 0 || gross < fromGrams) return UNMOVED;
  const along = (spans: readonly Span[], side: number): number | undefined => {
    const torque = spans.reduce((sum, { from, to, grams }) => sum + grams * ((from + to - side) / 2), 0);
    const slideMin = -Math.min(...spans.map(({ from }) => from));
    const slideMax = side - Math.max(...spans.map(({ to }) => to));
    const best = goodsGrams === 0 ? 0 : Math.min(slideMax, Math.max(slideMin, -torque / goodsGrams));
    return Math.abs(torque + goodsGrams * best) / gross <= offsetShareMax * side + 1e-9 ? best : undefined;
  };
  const x = along(
    placed.map(({ goods, corner, pose }) => spanOf(corner.x, pose.dx, goods)),
    nx,
  );
  const y = along(
    placed.map(({ goods, corner, pose }) => spanOf(corner.y, pose.dy, goods)),
    ny,
  );
  return x === undefined || y === undefined ? undefined : { x, y };
};

interface Span {
  readonly from: number;
  readonly to: number;
  readonly grams: number;
}

const spanOf = (from: number, length: number, { item }: GridGoods): Span => ({
  from,
  to: from + length,
  grams: item.weightGrams,
});
