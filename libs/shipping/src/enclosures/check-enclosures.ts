import { type RequestFault, textFault } from '@okuru/platform';
import type { ItemName } from '../item-replica/item-names.store.js';
import type { Enclosure } from '../parcel/enclosures.js';
import { type EnclosureDto, NAME_LETTERS_MAX } from './enclosure.dto.js';
import { SCANNED_CHARS_MAX } from '../work-parcel/work-parcel.dto.js';

/** As it is kept: nothing stands there for what was not told. */
export const enclosureOf = ({
  code,
  names: { ja, en },
  barcode,
  when,
  skus,
  weightGrams = 0,
}: EnclosureDto): Enclosure => ({
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
): RequestFault[] =>
  enclosures.flatMap(({ code, names, barcode, when, skus }, at): RequestFault[] => {
    const before = enclosures.slice(0, at);
    const path = (field: string): string => `enclosures[${at}].${field}`;
    const faults: RequestFault[] = [
      ...unreadable(path('names.ja'), names.ja, NAME_LETTERS_MAX),
      ...unreadable(path('names.en'), names.en ?? '', NAME_LETTERS_MAX),
      ...unreadable(path('barcode'), barcode ?? '', SCANNED_CHARS_MAX),
    ];
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

const unreadable = (path: string, text: string, lengthMax: number): RequestFault[] => {
  const fault = textFault(text, lengthMax);
  return fault ? [{ path, ...fault }] : [];
};
