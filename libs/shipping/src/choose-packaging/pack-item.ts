import type { ItemFacts } from '@okuru/contracts';
import type { PackItem } from '@okuru/packing';

/** What the carriers' rules ask of goods; known of goods without a size too. */
export type GoodsTraits = Pick<PackItem, 'sku' | 'quantity' | 'battery' | 'liquid' | 'keepUpright'>;

export const goodsTraitsOf = ({ sku, handling }: ItemFacts): Omit<GoodsTraits, 'quantity'> => ({
  sku,
  battery: handling.battery,
  liquid: handling.liquid,
  keepUpright: handling.keepUpright,
});

/** Goods to pack out of the catalogue's facts; undefined when a size or weight is unknown. */
export const packItemOf = (item: ItemFacts, quantity: number): PackItem | undefined => {
  const { size, weightGrams, handling } = item;
  if (size === null || weightGrams === null) return undefined;
  return {
    ...goodsTraitsOf(item),
    quantity,
    size,
    weightGrams,
    doNotStack: handling.doNotStack,
    fragile: handling.fragile,
    ...(handling.loadOnTopGramsMax === null ? {} : { loadOnTopGramsMax: handling.loadOnTopGramsMax }),
  };
};
