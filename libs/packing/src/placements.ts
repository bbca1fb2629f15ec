import type { Block } from './block.js';
import type { Parcel } from './pack-one.js';
import { closedAt } from './rooms.js';
import type { Shape } from './shape.js';
import type { PackedPackage, Packing, Placement } from './types.js';

/** Parcels as the packing a person follows: each package from the bottom up, units of a sku counted through the whole packing. */
export const packingOf = (parcels: readonly Parcel[], shapes: readonly Shape[]): Packing => {
  const nextUnit = shapes.map(() => 0);
  const packages = parcels.map(({ kind, filling }): PackedPackage => ({
    packageCode: kind.code,
    outer: closedAt(kind, Math.max(...filling.blocks.map(({ top }) => top)))!.outer,
    placements: filling.blocks
      .flatMap((block) => unitsOf(block, shapes[block.shape]!))
      .sort((a, b) => a.base - b.base || a.yMm - b.yMm || a.xMm - b.xMm)
      .map(({ shape, base: _base, ...place }) => ({
        sku: shapes[shape]!.sku,
        unit: nextUnit[shape]!++,
        ...place,
      })),
    grossWeightGrams: kind.emptyWeightGrams + filling.goodsGrams,
  }));
  return { packages };
};

interface UnitPlace extends Omit<Placement, 'sku' | 'unit'> {
  readonly shape: number;
  /** Height of the envelope's underside, mm; nothing that bears a unit has a higher one. */
  readonly base: number;
}

const unitsOf = (block: Block, { padMm }: Shape): UnitPlace[] => {
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
