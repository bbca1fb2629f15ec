import type { Block } from './block.js';
import type { Shape } from './shape.js';
import type { PackedPackage, Packing, Placement, SizeMm } from './types.js';

/** A closed package and what lies in it. */
export interface ClosedParcel {
  readonly code: string;
  readonly outer: SizeMm;
  readonly grossWeightGrams: number;
  readonly blocks: readonly Block[];
  /** The goods go as they are, without filler. */
  readonly unpadded?: boolean;
}

/** Parcels as the packing a person follows: each package from the bottom up, units of a sku counted through the whole packing. */
export const packingOfClosed = (parcels: readonly ClosedParcel[], shapes: readonly Shape[]): Packing => {
  const nextUnit = shapes.map(() => 0);
  const packages = parcels.map(({ code, outer, grossWeightGrams, blocks, unpadded }): PackedPackage => ({
    packageCode: code,
    outer,
    placements: blocks
      .flatMap((block) => unitsOf(block, unpadded ? 0 : shapes[block.shape]!.padMm))
      .sort((a, b) => a.base - b.base || a.yMm - b.yMm || a.xMm - b.xMm)
      .map(({ shape, base: _base, ...place }) => ({
        sku: shapes[shape]!.sku,
        unit: nextUnit[shape]!++,
        ...place,
      })),
    grossWeightGrams,
  }));
  return { packages };
};

interface UnitPlace extends Omit<Placement, 'sku' | 'unit'> {
  readonly shape: number;
  /** Height of the envelope's underside, mm; nothing that bears a unit has a higher one. */
  readonly base: number;
}

const unitsOf = (block: Block, padMm: number): UnitPlace[] => {
  const { turn, nx, ny, nz } = block;
  const units: UnitPlace[] = [];
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1) {
        units.push({
          shape: block.shape,
          base: block.z + k * turn.dz,
          xMm: block.x1 + i * turn.dx + padMm,
          yMm: block.y1 + j * turn.dy + padMm,
          zMm: block.z + k * turn.dz + padMm,
          dxMm: turn.bare[0],
          dyMm: turn.bare[1],
          dzMm: turn.bare[2],
        });
      }
    }
  }
  return units;
};
