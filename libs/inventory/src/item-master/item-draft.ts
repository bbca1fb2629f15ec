import type { ItemFacts } from '@okuru/contracts';
import { handlingInOrder } from './item-handling.js';

/** An item as somebody states it; the version is ours to give. */
export type ItemDraft = Omit<ItemFacts, 'itemVersion'>;

/** Sizes above are a slip of the unit (mm, g), and the database holds no larger ones. */
export const LENGTH_MM_MAX = 10_000;
export const GRAMS_MAX = 1_000_000;
/** Pressed to nothing or not at all is no pressing. */
export const COMPRESSES_TO_PERCENT_MAX = 99;
export const VALUE_YEN_MAX = 999_999_999;
export const SKU_LENGTH_MAX = 64;
export const NAME_LENGTH_MAX = 200;
export const SHELF_LENGTH_MAX = 32;
export const LOOK_ALIKE_LENGTH_MAX = 32;
export const BARCODES_MAX = 20;
export const TEMPERATURES = ['ambient', 'chilled', 'frozen'] as const;

/** Whether two statements say the same of the item. */
export const sameFacts = (a: ItemDraft, b: ItemDraft): boolean =>
  JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));

/** The facts in one fixed order of keys, and nothing else. */
const inOrder = ({ names, size, handling, parts, ...item }: ItemDraft): unknown[] => [
  item.sku,
  [names.ja, names.en],
  item.barcodes,
  size && [size.lengthMm, size.widthMm, size.heightMm],
  item.weightGrams,
  item.valueYen,
  item.temperature,
  handlingInOrder(handling),
  item.shelf,
  item.lookAlikeGroup,
  item.countable,
  parts?.map(({ sku, quantity }) => [sku, quantity]) ?? null,
  item.lotControlled ?? false,
];
