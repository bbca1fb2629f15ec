import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDemo } from '../apps/cli/src/demo/demo.js';

const ITEMS = `order_id,qty,item_id,width_mm,length_mm,depth_mm,weight_g
plain,2,x,10,20,30,40
repeats,1,x,10,20,30,40
repeats,2,x,10,20,30,40
注文-𠮷,1,"it,em ""q""",50,60,70,100
too-big,1,giant,2000,2000,2000,5000
too-heavy,1,anvil,100,100,100,40000
unmeasured,2,soft,,,,40
unmeasured-and-too-heavy,1,soft anvil,,,,40000
too-many,10000,x,10,20,30,40
`;
const BOXES = `box,outer_width_mm,outer_length_mm,outer_depth_mm,empty_weight_g,inner_width_mm,inner_length_mm,inner_depth_mm,max_weight_g
Box 1,230,300,240,160,230,300,240,15000
Box_1,350,350,350,0,340,340,340,20000
`;

describe('the demo on a dataset full of oddities', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-odd-'));
    writeFileSync(join(folder, 'items.csv'), ITEMS);
    writeFileSync(join(folder, 'boxes.csv'), BOXES);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('brings every order to an end it can name, and accounts for every unit', async () => {
    const report = await runDemo({ dataset: folder, seed: '', kafka: false });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({
      orders: 8,
      accepted: 7,
      refused: 1,
      needsDecision: 3,
      lost: 0,
      unaccountedUnits: 0,
    });
    expect(report.dispatched + report.cancelled).toBe(4);
  }, 180_000);
});
