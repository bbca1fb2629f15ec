import type { PackItem, SizeMm } from '@okuru/packing';
import { readTable, type TableRow } from '../csv-table.js';

/** One container and the goods to put into it. */
export interface Instance {
  /** `BR1`, `loh-nee`, … */
  readonly family: string;
  readonly id: string;
  readonly container: SizeMm;
  readonly items: readonly PackItem[];
}

/** Columns of one table of instances. */
interface Layout {
  readonly file: string;
  readonly familyOf: (row: TableRow) => string;
  readonly idColumns: readonly string[];
  readonly container: readonly [length: string, width: string, height: string];
  readonly sides: readonly [length: string, width: string, height: string];
  /** Whether goods may stand on any side, or the columns that say so per side. */
  readonly vertical: 'any' | readonly [length: string, width: string, height: string];
  readonly sku: string;
}

const FLAGS = ['l_may_be_vertical', 'w_may_be_vertical', 'h_may_be_vertical'] as const;

const LAYOUTS = {
  br: {
    file: 'br-instances.csv',
    familyOf: (row) => `BR${row.zeroOrMore('class')}`,
    idColumns: ['class', 'instance'],
    container: ['container_l_cm', 'container_w_cm', 'container_h_cm'],
    sides: ['l_cm', 'w_cm', 'h_cm'],
    vertical: FLAGS,
    sku: 'box_type',
  },
  lohNee: {
    file: 'loh-nee-1992.csv',
    familyOf: () => 'Loh-Nee',
    idColumns: ['instance'],
    container: ['container_l', 'container_w', 'container_h'],
    sides: ['l', 'w', 'h'],
    vertical: FLAGS,
    sku: 'box_type',
  },
  ivancic: {
    file: 'ivancic-1989.csv',
    familyOf: () => 'Ivancic',
    idColumns: ['instance'],
    container: ['container_l', 'container_w', 'container_h'],
    sides: ['l', 'w', 'h'],
    vertical: FLAGS,
    sku: 'box_type',
  },
  mpv: {
    file: 'mpv-instances.csv',
    familyOf: (row) => `MPV ${row.count('class')}`,
    idColumns: ['class', 'n', 'instance'],
    container: ['bin_l', 'bin_h', 'bin_d'],
    sides: ['l', 'h', 'd'],
    vertical: 'any',
    sku: 'item',
  },
} satisfies Record<string, Layout>;

/** The instances of one table, in its order; throws with file, line and column. */
export const readInstances = (folder: string, table: keyof typeof LAYOUTS): Instance[] => {
  const layout: Layout = LAYOUTS[table];
  const columns = [
    ...layout.idColumns,
    ...layout.container,
    ...layout.sides,
    ...(layout.vertical === 'any' ? [] : layout.vertical),
    layout.sku,
    'qty',
  ];
  const instances = new Map<string, { family: string; container: SizeMm; items: PackItem[] }>();
  for (const row of readTable(folder, layout.file, columns)) {
    const id = layout.idColumns.map((column) => row.text(column)).join('/');
    const instance = instances.get(id) ?? {
      family: layout.familyOf(row),
      container: sizeOf(row, layout.container),
      items: [],
    };
    instances.set(id, instance);
    instance.items.push(itemOf(row, layout));
  }
  return [...instances].map(([id, instance]) => ({ id, ...instance }));
};

const sizeOf = (row: TableRow, [length, width, height]: Layout['sides']): SizeMm => ({
  lengthMm: row.aboveZero(length),
  widthMm: row.aboveZero(width),
  heightMm: row.aboveZero(height),
});

/** Weight plays no part in these tasks. */
const itemOf = (row: TableRow, { sides, vertical, sku }: Layout): PackItem => ({
  sku: row.text(sku),
  quantity: row.count('qty'),
  weightGrams: 0,
  ...(vertical === 'any'
    ? { size: sizeOf(row, sides) }
    : standing(
        sizeOf(row, sides),
        [row.flag(vertical[0]), row.flag(vertical[1]), row.flag(vertical[2])],
        row,
      )),
});

/**
 * Which sides may stand upright, in the words of an item: all of them, one (`keepUpright`), or two, where the other way to
 * stand is told as if it were a fold.
 */
const standing = (
  size: SizeMm,
  [length, width, height]: readonly [boolean, boolean, boolean],
  row: TableRow,
): Pick<PackItem, 'size' | 'keepUpright' | 'foldedSize'> => {
  const upright = [
    ...(height ? [size] : []),
    ...(width ? [{ ...size, widthMm: size.heightMm, heightMm: size.widthMm }] : []),
    ...(length ? [{ ...size, lengthMm: size.heightMm, heightMm: size.lengthMm }] : []),
  ];
  if (upright.length === 3) return { size };
  const [first, second] = upright;
  if (!first) return row.fault('h_may_be_vertical', 'at least one side that may stand upright');
  return { size: first, keepUpright: true, ...(second ? { foldedSize: second } : {}) };
};
