import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('keeps an order that repeats an item as two lines, and stocks exactly what is ordered', () => {
    const scenario = datasetScenario(
      dataset(`${ITEMS}a,2,x,10,20,30,40\na,3,x,10,20,30,40\nb,1,y,10,20,30,40\n`),
      undefined,
    );
    expect(scenario.orders.map((order) => order.lines.length)).toEqual([2, 1]);
    expect(unitsOf(scenario)).toBe(6);
    expect(stockOf(scenario)).toBe(6);
    expect(scenario.cartons.map((carton) => carton.code)).toEqual(['Option-1']);
  });

  it('takes the first N orders whole, even when their rows are not together', () => {
    const scenario = datasetScenario(
      dataset(`${ITEMS}a,1,x,10,20,30,40\nb,1,y,10,20,30,40\na,1,z,10,20,30,40\n`),
      1,
    );
    expect(scenario.orders).toHaveLength(1);
    expect(unitsOf(scenario)).toBe(2);
  });

  it.each([
    ['no such folder', () => datasetScenario(join(folder, 'nowhere'), undefined), /items\.csv/],
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
  ])('refuses %s and says where', (_what, read, says) => {
    expect(read).toThrow(says);
  });

  it('generates the same orders from the same seed and others from another', () => {
    expect(generatedScenario(50, 'a')).toEqual(generatedScenario(50, 'a'));
    expect(generatedScenario(50, 'a').orders).not.toEqual(generatedScenario(50, 'b').orders);
    expect(stockOf(generatedScenario(50, 'a'))).toBe(unitsOf(generatedScenario(50, 'a')));
  });

  it('makes barcodes whose check digit is right', () => {
    expect(ownBarcode(1)).toBe('2000000000015');
  });
});
