import { type CsvFault, type CsvLayout, readCsv, RowReader } from '@okuru/platform';
import { readSku } from '../item-master/item-row.js';

/** Units of a sku as somebody counted them. */
export interface CountedStock {
  readonly row: number;
  readonly sku: string;
  readonly onHand: number;
  /** null leaves the safety stock as it is. */
  readonly safety: number | null;
}

const STOCK_COLUMNS: CsvLayout = { required: ['sku', 'on_hand'], optional: ['safety'] };
const UNITS_MAX = 1_000_000;

/** The counts of the file, and every fault that shows without looking into the database. */
export const readStockFile = (bytes: Uint8Array): { counts: CountedStock[]; faults: CsvFault[] } => {
  const { rows, faults } = readCsv(bytes, STOCK_COLUMNS);
  const counts: CountedStock[] = [];
  const first = new Map<string, number>();
  for (const row of rows) {
    const read = new RowReader(row);
    const sku = readSku(read);
    const onHand = read.requiredWhole('on_hand', 0, UNITS_MAX);
    const safety = read.whole('safety', 0, UNITS_MAX);
    const before = first.get(sku);
    if (before === undefined) first.set(sku, row.row);
    else read.fault('sku', `"${sku}" already stands in row ${before}`, 'Keep one row per item.');
    if (onHand !== null && read.faults.length === 0) counts.push({ row: row.row, sku, onHand, safety });
    faults.push(...read.faults);
  }
  return { counts, faults };
};
