import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readOrderSet } from './read-order-set.js';

const ITEMS = 'order_id,qty,item_id,width_mm,length_mm,depth_mm,weight_g';
const BOXES =
  'box,outer_width_mm,outer_length_mm,outer_depth_mm,empty_weight_g,inner_width_mm,inner_length_mm,inner_depth_mm,max_weight_g';
const ITEM = 'o1,2,mug,90,120,100,350';
const BOX = 'S,200,300,100,80,190,290,95,5000';

describe('a data set of orders', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-orders-'));
    write('items.csv', ITEMS, ITEM);
    write('boxes.csv', BOXES, BOX);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'));

  it('is read plain or packed, with a BOM, CRLF, fractions and columns in any order', () => {
    rmSync(join(folder, 'items.csv'));
    const text = `\uFEFFqty,order_id,item_id,weight_g,width_mm,length_mm,depth_mm,note\r\n1,o1,mug,350.5,90.5,120,100,x\r\n\r\n2,o1,mug,350.5,90.5,120,100,\r\n`;
    writeFileSync(join(folder, 'items.csv.gz'), gzipSync(text));
    const { orders, peer } = readOrderSet(folder);
    expect(orders).toHaveLength(1);
    expect(orders[0]!.items).toMatchObject([
      { quantity: 3, weightGrams: 350.5, size: { lengthMm: 120, widthMm: 90.5, heightMm: 100 } },
    ]);
    expect(peer.size).toBe(0);
  });

  it('keeps one id with two sizes apart', () => {
    write('items.csv', ITEMS, ITEM, 'o1,1,mug,91,120,100,350');
    expect(readOrderSet(folder).orders[0]!.items.map(({ quantity }) => quantity)).toEqual([2, 1]);
  });

  it('takes what BoxPacker answered where it is stated', () => {
    write('expected.csv', 'order_id,boxes_3d,volume_util_pct_3d', 'o1,1,41.2');
    expect(readOrderSet(folder).peer.get('o1')).toEqual({ boxes: 1, utilisationPct: 41.2 });
  });

  it('takes a utilisation that rounds to nothing', () => {
    write('expected.csv', 'order_id,boxes_3d,volume_util_pct_3d', 'o1,1,0');
    expect(readOrderSet(folder).peer.get('o1')).toEqual({ boxes: 1, utilisationPct: 0 });
  });

  it('is named by its path, and where it is the working folder by its own name', () => {
    expect(readOrderSet(folder).source).toBe(relative(process.cwd(), folder));
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(readOrderSet('.').source).toBe(basename(folder));
      expect(readOrderSet(folder).source).toBe(basename(folder));
    } finally {
      process.chdir(before);
    }
  });

  it.each<[fault: string, file: string, lines: string[], said: RegExp]>([
    [
      'a size that is no number',
      'items.csv',
      [ITEMS, ITEM, 'o2,1,cup,wide,1,1,1'],
      /items.csv, line 3, column width_mm: .*"wide"/,
    ],
    [
      'a size of zero',
      'items.csv',
      [ITEMS, 'o2,1,cup,0,1,1,1'],
      /line 2, column width_mm: expected a number above 0, found "0"/,
    ],
    ['an empty weight', 'items.csv', [ITEMS, 'o2,1,cup,1,1,1,'], /line 2, column weight_g/],
    [
      'half a unit',
      'items.csv',
      [ITEMS, 'o2,0.5,cup,1,1,1,1'],
      /line 2, column qty: expected a whole number above 0/,
    ],
    ['no order id', 'items.csv', [ITEMS, ',1,cup,1,1,1,1'], /line 2, column order_id/],
    [
      'a missing column',
      'items.csv',
      ['order_id,qty,item_id', 'o1,1,a'],
      /line 1: lacks the column\(s\) width_mm/,
    ],
    ['a short line', 'items.csv', [ITEMS, ITEM, 'o2,1'], /items.csv cannot be read: .*line 3/],
    ['no row', 'items.csv', [ITEMS], /holds no row/],
    [
      'a line after a quoted break',
      'items.csv',
      [ITEMS, 'o1,1,"two', 'lines",9,9,9,9', 'o2,x,cup,1,1,1,1'],
      /line 4, column qty/,
    ],
    [
      'a box larger inside',
      'boxes.csv',
      [BOXES, 'S,200,300,90,80,190,290,95,5000'],
      /line 2, column outer_depth_mm: expected at least the inside, 95/,
    ],
    ['two boxes of one name', 'boxes.csv', [BOXES, BOX, BOX], /line 3, column box/],
    [
      'an answer that is none',
      'expected.csv',
      ['order_id,boxes_3d,volume_util_pct_3d', 'o1,none,3'],
      /line 2, column boxes_3d/,
    ],
  ])('says where %s stands', (_fault, file, lines, said) => {
    write(file, ...lines);
    expect(() => readOrderSet(folder)).toThrow(said);
  });

  it('says which file is not there', () => {
    rmSync(join(folder, 'boxes.csv'));
    expect(() => readOrderSet(folder)).toThrow(/neither boxes.csv nor boxes.csv.gz/);
  });
});
