import type { ItemFacts } from '@okuru/contracts';
import type { Item } from './item.entity.js';
import { handlingOf } from './item-handling.js';

/** The columns of an item's row. */
export const toColumns = ({ names, size, handling, barcodes: _, parts, ...item }: ItemFacts): Item => ({
  ...item,
  ...handlingColumns(handling),
  lotControlled: item.lotControlled ?? false,
  nameJa: names.ja,
  nameEn: names.en,
  lengthMm: size?.lengthMm ?? null,
  widthMm: size?.widthMm ?? null,
  heightMm: size?.heightMm ?? null,
  parts: parts ?? null,
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
  handling: handlingOf({ ...item, foldedSize: foldedSizeOf(item) }),
  shelf: item.shelf,
  lookAlikeGroup: item.lookAlikeGroup,
  countable: item.countable,
  ...(item.parts && { parts: item.parts }),
  ...(item.lotControlled && { lotControlled: true }),
});

const handlingColumns = ({ foldedSize, ...handling }: ItemFacts['handling']) => ({
  ...handling,
  flatOnly: handling.flatOnly ?? false,
  foldedLengthMm: foldedSize?.lengthMm ?? null,
  foldedWidthMm: foldedSize?.widthMm ?? null,
  foldedHeightMm: foldedSize?.heightMm ?? null,
  compressesToPercent: handling.compressesToPercent ?? null,
  shipsInOwnBox: handling.shipsInOwnBox ?? false,
});

const foldedSizeOf = ({ foldedLengthMm, foldedWidthMm, foldedHeightMm }: Item): ItemFacts['size'] =>
  foldedLengthMm === null || foldedWidthMm === null || foldedHeightMm === null
    ? null
    : { lengthMm: foldedLengthMm, widthMm: foldedWidthMm, heightMm: foldedHeightMm };

const sizeOf = ({ lengthMm, widthMm, heightMm }: Item): ItemFacts['size'] =>
  lengthMm === null || widthMm === null || heightMm === null ? null : { lengthMm, widthMm, heightMm };
