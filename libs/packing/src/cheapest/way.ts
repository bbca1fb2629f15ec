import type { Block } from '../block.js';
import { packingOfClosed } from '../placements.js';
import type { Shape } from '../shape.js';
import type { Candidate } from './candidate.js';
import type { PricedPacking } from './cheapest-packing.js';

/** One closed parcel of a way. */
export interface WayParcel {
  readonly candidate: Candidate;
  readonly blocks: readonly Block[];
}

/** A way found: its parcels, and what they cost together. */
export interface Way {
  readonly parcels: readonly WayParcel[];
  readonly yen: number;
}

/** Least yen, then fewest parcels, then least outer volume. */
export const byYen = (a: Way, b: Way): number =>
  a.yen - b.yen || a.parcels.length - b.parcels.length || outerVolume(a) - outerVolume(b);

const outerVolume = ({ parcels }: Way): number =>
  parcels.reduce((sum, { candidate }) => sum + candidate.outerVolumeMm3, 0);

export const pricedPackingOf = ({ parcels, yen }: Way, shapes: readonly Shape[]): PricedPacking => ({
  ...packingOfClosed(
    parcels.map(({ candidate: { kind, outer, soleShape }, blocks }) => ({
      code: kind.code,
      outer,
      grossWeightGrams: kind.emptyWeightGrams + goodsGramsOf(blocks, shapes),
      blocks,
      unpadded: soleShape !== undefined,
    })),
    shapes,
  ),
  yen,
});

const goodsGramsOf = (blocks: readonly Block[], shapes: readonly Shape[]): number =>
  blocks.reduce((sum, { shape, nx, ny, nz }) => sum + nx * ny * nz * shapes[shape]!.grams, 0);

export const cheapestYen = (ways: readonly Way[]): number => Math.min(...ways.map(({ yen }) => yen));
