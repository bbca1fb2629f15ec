import type { PackedPackage, PackItem } from '@okuru/packing';

/** What lies in a package: sku → units in the order of the goods, and their volume. */
export const contentsOf = (
  { placements }: Pick<PackedPackage, 'placements'>,
  items: readonly PackItem[],
): { readonly units: Readonly<Record<string, number>>; readonly goodsVolumeMm3: number } => {
  const counts = new Map<string, number>();
  for (const { sku } of placements) counts.set(sku, (counts.get(sku) ?? 0) + 1);
  const inside = items.filter(({ sku }) => counts.has(sku));
  return {
    units: Object.fromEntries(inside.map(({ sku }) => [sku, counts.get(sku)!])),
    goodsVolumeMm3: inside.reduce((sum, item) => sum + counts.get(item.sku)! * volumeOf(item), 0),
  };
};

const volumeOf = ({ size }: PackItem): number => size.lengthMm * size.widthMm * size.heightMm;
