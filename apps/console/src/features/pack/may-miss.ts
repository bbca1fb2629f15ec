import type { ShortageCause } from '@okuru/contracts';
import { type Parcel, type ParcelLine, unproven } from '../../shared/parcels/parcel.js';

/** An item of the parcel of which units may be missing or damaged. */
interface MissableItem extends Pick<ParcelLine, 'sku' | 'name' | 'barcodes'> {
  readonly most: number;
  /** Of them, what a walk did not find. */
  readonly pickedShort: number;
}

/** By the server's rule: what was scanned can be damaged, and cannot be missing. */
export const mayMiss = ({ lines }: Parcel, cause: ShortageCause): MissableItem[] => {
  const items = new Map<string, MissableItem>();
  for (const line of lines) {
    const units = cause === 'damaged' ? line.quantity - line.waitsFor : unproven(line);
    const before = items.get(line.sku);
    const { sku, name, barcodes, pickedShort = 0 } = line;
    items.set(sku, {
      ...{ sku, name, barcodes },
      most: (before?.most ?? 0) + units,
      pickedShort: (before?.pickedShort ?? 0) + pickedShort,
    });
  }
  return [...items.values()].filter(({ most }) => most > 0);
};

/** What is most likely meant: what the walk did not find, else the item scanned last, else the first. */
export const likelyMissed = (
  items: readonly MissableItem[],
  cause: ShortageCause,
  lastSku: string | undefined,
): { readonly sku: string; readonly quantity: number } | undefined => {
  const short = cause === 'not-found' ? items.find(({ pickedShort }) => pickedShort > 0) : undefined;
  if (short) return { sku: short.sku, quantity: Math.min(short.pickedShort, short.most) };
  const item = items.find(({ sku }) => sku === lastSku) ?? items[0];
  return item && { sku: item.sku, quantity: 1 };
};
