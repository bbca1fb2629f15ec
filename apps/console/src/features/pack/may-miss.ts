import type { ShortageCause } from '@okuru/contracts';
import { type Parcel, type ParcelLine, unproven } from '../../shared/parcels/parcel.js';

/** An item of the parcel of which units may be missing or damaged. */
interface MissableItem extends Pick<ParcelLine, 'sku' | 'name' | 'barcodes'> {
  readonly most: number;
}

/** By the server's rule: what was scanned can be damaged, and cannot be missing. */
export const mayMiss = ({ lines }: Parcel, cause: ShortageCause): MissableItem[] => {
  const items = new Map<string, MissableItem>();
  for (const line of lines) {
    const units = cause === 'damaged' ? line.quantity - line.waitsFor : unproven(line);
    const before = items.get(line.sku)?.most ?? 0;
    const { sku, name, barcodes } = line;
    items.set(sku, { sku, name, barcodes, most: before + units });
  }
  return [...items.values()].filter(({ most }) => most > 0);
};
