import { type CsvFault, readCsv } from '@okuru/platform';
import type { ItemDraft } from './item-draft.js';
import { ITEM_COLUMNS, readItemRow } from './item-row.js';

/** An item and the row it stands in. */
export interface ItemOfRow {
  readonly row: number;
  readonly draft: ItemDraft;
}

/** All items of the file, and every fault that shows without looking into the database. */
export const readItemFile = (bytes: Uint8Array): { items: ItemOfRow[]; faults: CsvFault[] } => {
  const { rows, faults } = readCsv(bytes, ITEM_COLUMNS);
  const items: ItemOfRow[] = [];
  for (const row of rows) {
    const read = readItemRow(row);
    if ('faults' in read) faults.push(...read.faults);
    else items.push({ row: row.row, draft: read.draft });
  }
  return { items, faults: [...faults, ...skusTwice(items), ...barcodesTwice(items)] };
};

const skusTwice = (items: readonly ItemOfRow[]): CsvFault[] => {
  const first = new Map<string, number>();
  return items.flatMap(({ row, draft }) => {
    const before = first.get(draft.sku);
    if (before === undefined) first.set(draft.sku, row);
    return before === undefined
      ? []
      : [
          {
            row,
            column: 'sku',
            message: `"${draft.sku}" already stands in row ${before}`,
            mend: 'Keep one row per item.',
          },
        ];
  });
};

const barcodesTwice = (items: readonly ItemOfRow[]): CsvFault[] => {
  const first = new Map<string, ItemOfRow>();
  return items.flatMap((item) =>
    item.draft.barcodes.flatMap((barcode) => {
      const before = first.get(barcode);
      if (before === undefined) first.set(barcode, item);
      if (before === undefined || before.draft.sku === item.draft.sku) return [];
      return [
        {
          row: item.row,
          column: 'barcodes',
          message: `"${barcode}" already belongs to ${before.draft.sku} in row ${before.row}`,
          mend: 'A barcode tells one item from all others: keep it in one row.',
        },
      ];
    }),
  );
};
