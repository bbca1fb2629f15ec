import type { ItemFacts } from '@okuru/contracts';
import type { Item } from './item.entity.js';

/** The columns of an item's row. */
export const toColumns = ({ names, size, handling, barcodes: _, ...item }: ItemFacts): Item => ({
  ...item,
  ...handling,
  nameJa: names.ja,
  nameEn: names.en,
  lengthMm: size?.lengthMm ?? null,
  widthMm: size?.widthMm ?? null,
  heightMm: size?.heightMm ?? null,
});

/** The facts of an item's row and its barcodes. */
export const toFacts = (item: Item, barcodes: readonly string[]): ItemFacts => ({
  sku: item.sku,
  itemVersion: item.itemVersion,
  names: { ja: item.nameJa, en: item.nameEn },
  barcodes: [...barcodes],
  size: sizeOf(item),
  weightGrams: item.weightGrams,
  valueYen: item.valueYen,
  temperature: item.temperature,
  handling: {
    fragile: item.fragile,
    keepUpright: item.keepUpright,
    doNotStack: item.doNotStack,
    liquid: item.liquid,
    battery: item.battery,
    loadOnTopGramsMax: item.loadOnTopGramsMax,
  },
  shelf: item.shelf,
  lookAlikeGroup: item.lookAlikeGroup,
  countable: item.countable,
});

const sizeOf = ({ lengthMm, widthMm, heightMm }: Item): ItemFacts['size'] =>
  lengthMm === null || widthMm === null || heightMm === null ? null : { lengthMm, widthMm, heightMm };
