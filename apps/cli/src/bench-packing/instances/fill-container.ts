import { checkPacking, DEFAULT_PACK_RULES, shapesOf, type fillRoom, type Placement } from '@okuru/packing';
import type { BoxKind } from '../carriage.js';
import { BARE_RULES, containerOf } from './container.js';
import type { Instance } from './read-instances.js';

/** Puts as much as it can into one room; a test puts a liar in its place. */
export type Fill = typeof fillRoom;

export interface FilledOne {
  /** Share of the container's volume. */
  readonly share: number;
  readonly faults: readonly string[];
}

/** Plans tried for one container; each takes a few milliseconds. */
const ATTEMPTS = 60;

/** Fills one container and has the checker prove what lies in it. */
export const fillContainer = (instance: Instance, fill: Fill): FilledOne => {
  const { items, container, family, id } = instance;
  const kind = containerOf(container);
  const rules = { ...BARE_RULES, attemptsMax: ATTEMPTS };
  const shapes = shapesOf(items, { ...DEFAULT_PACK_RULES, ...rules });
  const { blocks } = fill(shapes, { ...container, goodsGramsMax: kind.grossWeightGramsMax }, rules);
  const placements = placementsOf(
    blocks,
    shapes.map(({ sku }) => sku),
  );
  const packed = items.map((item) => ({
    ...item,
    quantity: Math.min(item.quantity, placements.filter(({ sku }) => sku === item.sku).length),
  }));
  const faults = checkPacking(
    packed.filter(({ quantity }) => quantity > 0),
    [kind],
    { packages: [{ packageCode: kind.code, outer: kind.outer, placements, grossWeightGrams: 0 }] },
    rules,
  );
  return {
    share: shareOf(placements, kind),
    faults: faults.map((fault) => `${family} ${id}: ${fault}`),
  };
};

const placementsOf = (blocks: ReturnType<Fill>['blocks'], skus: readonly string[]): Placement[] => {
  const units = new Map<string, number>();
  return blocks
    .flatMap(({ shape, turn, nx, ny, nz, x1, y1, z }) =>
      Array.from({ length: nx * ny * nz }, (_, at) => ({
        sku: skus[shape]!,
        xMm: x1 + (at % nx) * turn.dx,
        yMm: y1 + (Math.floor(at / nx) % ny) * turn.dy,
        zMm: z + Math.floor(at / (nx * ny)) * turn.dz,
        dxMm: turn.dx,
        dyMm: turn.dy,
        dzMm: turn.dz,
      })),
    )
    .sort((a, b) => a.zMm - b.zMm)
    .map((place) => {
      const unit = units.get(place.sku) ?? 0;
      units.set(place.sku, unit + 1);
      return { ...place, unit };
    });
};

const shareOf = (placements: readonly Placement[], { inner }: BoxKind): number =>
  placements.reduce((sum, { dxMm, dyMm, dzMm }) => sum + dxMm * dyMm * dzMm, 0) /
  (inner.lengthMm * inner.widthMm * inner.heightMm);
