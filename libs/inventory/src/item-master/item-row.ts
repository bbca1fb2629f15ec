import { type CsvFault, type CsvLayout, type CsvRow, RowReader } from '@okuru/platform';
import { PART_QUANTITY_MAX, SET_PARTS_MAX, type SetPart } from '@okuru/contracts';
import { barcodeFault } from './barcode.js';
import {
  BARCODES_MAX,
  COMPRESSES_TO_PERCENT_MAX,
  GRAMS_MAX,
  type ItemDraft,
  LENGTH_MM_MAX,
  LOOK_ALIKE_LENGTH_MAX,
  NAME_LENGTH_MAX,
  SHELF_LENGTH_MAX,
  SKU_LENGTH_MAX,
  VALUE_YEN_MAX,
} from './item-draft.js';
import { handlingOf, postureFault } from './item-handling.js';
import { partsFaults } from './set-faults.js';
import { skuFault } from './sku.js';

/** Columns of the item file; what is left out is unknown, zero or no. */
export const ITEM_COLUMNS: CsvLayout = {
  required: ['sku', 'name_ja'],
  optional: [
    'name_en',
    'barcodes',
    'length_mm',
    'width_mm',
    'height_mm',
    'weight_g',
    'value_yen',
    'temperature',
    'fragile',
    'keep_upright',
    'do_not_stack',
    'liquid',
    'battery',
    'load_on_top_g',
    'flat_only',
    'folded_length_mm',
    'folded_width_mm',
    'folded_height_mm',
    'compresses_to_percent',
    'ships_in_own_box',
    'shelf',
    'look_alike_group',
    'countable',
    'parts',
    'lot_controlled',
  ],
};

const TEMPERATURE_WORDS: ReadonlyMap<string, ItemDraft['temperature']> = new Map([
  ['ambient', 'ambient'],
  ['chilled', 'chilled'],
  ['frozen', 'frozen'],
  ['常温', 'ambient'],
  ['冷蔵', 'chilled'],
  ['冷凍', 'frozen'],
]);

/** The item of one row, or everything that is wrong with the row. */
export const readItemRow = (row: CsvRow): { draft: ItemDraft } | { faults: CsvFault[] } => {
  const read = new RowReader(row);
  const draft: ItemDraft = {
    sku: readSku(read),
    names: { ja: read.requiredText('name_ja', NAME_LENGTH_MAX), en: read.text('name_en', NAME_LENGTH_MAX) },
    barcodes: readBarcodes(read),
    size: readSize(read, SIDES),
    weightGrams: read.whole('weight_g', 1, GRAMS_MAX),
    valueYen: read.whole('value_yen', 0, VALUE_YEN_MAX) ?? 0,
    temperature: read.oneOf('temperature', TEMPERATURE_WORDS) ?? 'ambient',
    handling: handlingOf({
      fragile: read.flag('fragile'),
      keepUpright: read.flag('keep_upright'),
      doNotStack: read.flag('do_not_stack'),
      liquid: read.flag('liquid'),
      battery: read.flag('battery'),
      loadOnTopGramsMax: read.whole('load_on_top_g', 0, GRAMS_MAX),
      flatOnly: read.flag('flat_only'),
      foldedSize: readSize(read, FOLDED_SIDES),
      compressesToPercent: read.whole('compresses_to_percent', 1, COMPRESSES_TO_PERCENT_MAX),
      shipsInOwnBox: read.flag('ships_in_own_box'),
    }),
    shelf: read.text('shelf', SHELF_LENGTH_MAX) || null,
    lookAlikeGroup: read.text('look_alike_group', LOOK_ALIKE_LENGTH_MAX) || null,
    countable: read.flag('countable'),
    ...readParts(read),
    ...(read.flag('lot_controlled') && { lotControlled: true }),
  };
  const posture = postureFault(draft);
  if (posture) read.fault('flat_only', posture.message, posture.mend);
  return read.faults.length ? { faults: read.faults } : { draft };
};

/** The code of the item a row speaks of. */
export const readSku = (read: RowReader): string => {
  const sku = read.cell('sku');
  const fault = skuFault(sku);
  if (fault) read.fault('sku', fault.message, fault.mend);
  return sku;
};

const readBarcodes = (read: RowReader): string[] => {
  const barcodes = read
    .cell('barcodes')
    .split('|')
    .map((barcode) => barcode.trim())
    .filter((barcode) => barcode !== '');
  for (const barcode of barcodes) {
    const fault = barcodeFault(barcode);
    if (fault) read.fault('barcodes', fault.message, fault.mend);
  }
  if (new Set(barcodes).size < barcodes.length)
    read.fault('barcodes', 'names a barcode twice', 'Remove one of them.');
  if (barcodes.length > BARCODES_MAX) {
    read.fault(
      'barcodes',
      `has ${barcodes.length} barcodes, at most ${BARCODES_MAX} are kept`,
      'Keep those in use.',
    );
  }
  return barcodes;
};

/** `TEA:1|MUG:2`: what a set is made of; empty where the item is none. */
const readParts = (read: RowReader): Pick<ItemDraft, 'parts'> => {
  const cells = read
    .cell('parts')
    .split('|')
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');
  const parts = cells.flatMap((cell) => readPart(read, cell) ?? []);
  if (cells.length > SET_PARTS_MAX)
    read.fault('parts', `has ${cells.length} parts`, `A set has at most ${SET_PARTS_MAX}.`);
  for (const { part, message, mend } of partsFaults(read.cell('sku'), parts))
    read.fault('parts', part === null ? message : `"${parts[part]?.sku}" ${message}`, mend);
  return parts.length === 0 ? {} : { parts };
};

/** The last colon counts: a sku may hold one. */
const readPart = (read: RowReader, cell: string): SetPart | null => {
  const colon = cell.lastIndexOf(':');
  const [sku, units] = [cell.slice(0, Math.max(colon, 0)).trim(), cell.slice(colon + 1).trim()];
  const quantity = /^\d{1,2}$/.test(units) ? Number(units) : 0;
  if (colon > 0 && skuFault(sku) === null && quantity > 0) return { sku, quantity };
  return read.fault(
    'parts',
    `"${cell.slice(0, SKU_LENGTH_MAX)}" is no part`,
    `Write each as sku:units, 1 to ${PART_QUANTITY_MAX} units, with | between them, such as MUG:2|TEA:1.`,
  );
};

const SIDES = ['length_mm', 'width_mm', 'height_mm'] as const;
const FOLDED_SIDES = ['folded_length_mm', 'folded_width_mm', 'folded_height_mm'] as const;

/** All three sides or none: half a size would let packing guess. */
const readSize = (read: RowReader, sides: typeof SIDES | typeof FOLDED_SIDES): ItemDraft['size'] => {
  const empty = sides.filter((side) => read.cell(side) === '');
  if (empty.length === sides.length) return null;
  for (const side of empty)
    read.fault(side, 'is empty while another side is given', 'Give all three sides or none.');
  const [lengthMm, widthMm, heightMm] = sides.map((side) => read.whole(side, 1, LENGTH_MM_MAX));
  return lengthMm && widthMm && heightMm ? { lengthMm, widthMm, heightMm } : null;
};
