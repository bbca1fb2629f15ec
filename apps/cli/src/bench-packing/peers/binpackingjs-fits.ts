import type { PackItem, SizeMm } from '@okuru/packing';
import { pack3D } from 'binpackingjs/3d';

/** Whether binpackingjs (MIT; by Dube et al.) puts all units into one such box. It has no rule of support or load. */
export const binpackingjsFits = (items: readonly PackItem[], box: SizeMm, gramsMax: number): boolean => {
  const { unfitItems, packedBins } = pack3D({
    bins: [
      { name: 'box', width: box.lengthMm, height: box.heightMm, depth: box.widthMm, maxWeight: gramsMax },
    ],
    items: items.flatMap(({ sku, quantity, size, weightGrams }) =>
      Array.from({ length: quantity }, (_, unit) => ({
        name: `${sku} #${unit}`,
        width: size.lengthMm,
        height: size.heightMm,
        depth: size.widthMm,
        weight: weightGrams,
      })),
    ),
  });
  return unfitItems.length === 0 && packedBins.length === 1;
};
