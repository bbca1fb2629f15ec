import type { ItemName } from '../item-replica/item-names.store.js';
import type { EnclosedWhen, Enclosure } from '../parcel/enclosures.js';

/** As somebody asks for it. */
export interface AskedEnclosure extends Omit<Enclosure, 'weightGrams' | 'when'> {
  readonly when: EnclosedWhen;
  readonly weightGrams?: number;
}

interface EnclosureFault {
  readonly path: string;
  readonly message: string;
  readonly mend: string;
}

/** As it is kept: nothing stands there for what was not told. */
export const enclosureOf = ({
  code,
  names: { ja, en },
  barcode,
  when,
  skus,
  weightGrams = 0,
}: AskedEnclosure): Enclosure => ({
  code,
  names: { ja, ...(en == null ? {} : { en }) },
  ...(barcode == null ? {} : { barcode }),
  when,
  ...(skus == null ? {} : { skus: [...new Set(skus)] }),
  weightGrams: weightGrams ?? 0,
});

/** What contradicts itself or the goods. A code that goods bear would tick where it must stop. */
export const enclosureFaults = (
  enclosures: readonly Enclosure[],
  itemsBearing: ReadonlyMap<string, ItemName>,
): EnclosureFault[] =>
  enclosures.flatMap(({ code, barcode, when, skus }, at): EnclosureFault[] => {
    const before = enclosures.slice(0, at);
    const path = (field: string): string => `enclosures[${at}].${field}`;
    const faults: EnclosureFault[] = [];
    if (before.some((other) => other.code === code))
      faults.push({
        path: path('code'),
        message: 'stands there already',
        mend: 'Give each a code of its own.',
      });
    if (barcode !== undefined && before.some((other) => other.barcode === barcode))
      faults.push({
        ...{ path: path('barcode'), message: 'is that of another enclosure' },
        mend: 'Leave it out: the sign of its code ticks as well.',
      });
    const item = barcode === undefined ? undefined : itemsBearing.get(barcode);
    if (item)
      faults.push({
        ...{ path: path('barcode'), message: `is the code of an item (${item.sku})` },
        mend: 'Give it a code of its own, or none: the sign of its code ticks as well.',
      });
    if (when === 'with-sku' && skus === undefined)
      faults.push({
        ...{ path: path('skus'), message: 'is missing' },
        mend: 'Name the items it goes with, or choose every-parcel.',
      });
    if (when !== 'with-sku' && skus !== undefined)
      faults.push({
        ...{ path: path('skus'), message: `has no meaning with ${when}` },
        mend: 'Choose with-sku, or leave it out.',
      });
    return faults;
  });
