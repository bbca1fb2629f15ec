import type { PackedPackage, Packing, PackRules, Placement } from '../../types.js';
import type { GridVerdict } from './fits-on-grid.js';
import type { GridRoom } from './grid-rooms.js';

/** A package of the answer and how its goods lie. */
export interface ChosenRoom {
  readonly room: GridRoom;
  readonly verdict: Extract<GridVerdict, { is: 'fits' }>;
}

/** The arrangement on the grid in millimetres, so that the checker can judge the oracle too. */
export const gridPacking = (
  chosen: readonly ChosenRoom[],
  cellMm: number,
  { paddingMm }: PackRules,
): Packing => {
  const next = new Map<string, number>();
  const packages = chosen.map(({ room, verdict: { placed, slide } }): PackedPackage => {
    const placements = placed.map(({ goods: { item }, pose, corner }): Placement => {
      const unit = next.get(item.sku) ?? 0;
      next.set(item.sku, unit + 1);
      const pad = item.fragile && room.soleSku === undefined ? paddingMm : 0;
      return {
        sku: item.sku,
        unit,
        xMm: (corner.x + slide.x) * cellMm + pad,
        yMm: (corner.y + slide.y) * cellMm + pad,
        zMm: corner.z * cellMm + pad,
        dxMm: pose.dx * cellMm - 2 * pad,
        dyMm: pose.dy * cellMm - 2 * pad,
        dzMm: pose.dz * cellMm - 2 * pad,
      };
    });
    const goodsGrams = placed.reduce((sum, { goods }) => sum + goods.item.weightGrams, 0);
    return {
      packageCode: room.kind.code,
      outer: room.outer,
      placements,
      grossWeightGrams: room.kind.emptyWeightGrams + goodsGrams,
    };
  });
  return { packages };
};
