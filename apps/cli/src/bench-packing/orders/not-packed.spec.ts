import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { UNITS_MAX } from '@okuru/packing';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carriage } from '../carriage.js';
import { brokenIn } from '../report.js';
import type { Bench, Size } from '../section.js';
import { solve, type Solve } from '../solver.js';
import { ordersSection } from './orders-section.js';

const carriage: Carriage = { services: CARRIER_SERVICES, tariffs: sampleTariffs(13), said: 'sample' };
const CUBE_BOX = 'S,100,100,100,10,100,100,100,5000';
const GOOD = ['one,1,cube,100,100,100,100', 'two,2,cube,100,100,100,100'];

describe('orders of any set', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-orders-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'));
  interface Asked {
    readonly box?: string;
    readonly solver?: Solve;
    readonly size?: Size;
  }
  const run = (items: readonly string[], { box = CUBE_BOX, solver = solve, size = 'full' }: Asked = {}) => {
    write('items.csv', 'order_id,qty,item_id,width_mm,length_mm,depth_mm,weight_g', ...items);
    write(
      'boxes.csv',
      'box,outer_width_mm,outer_length_mm,outer_depth_mm,empty_weight_g,inner_width_mm,inner_length_mm,inner_depth_mm,max_weight_g',
      box,
    );
    const bench: Bench = { seed: 1, size, dataset: folder, shared: folder, step: () => undefined };
    const { rows, figures } = ordersSection(bench, carriage, solver);
    const said = Object.fromEntries(rows.map(({ what, ours }) => [what, ours]));
    return { said, figures, broken: brokenIn('orders', rows) };
  };

  it('that fit no box are named, with their goods, and are in no sum', () => {
    const alone = run(GOOD);
    const mixed = run([...GOOD, 'bad,1,cube,100,100,100,100', 'bad,3,pole,10,400,10,100']);
    expect(mixed.broken).toEqual([]);
    expect(mixed.said).toMatchObject({
      'orders that could not be packed; left out of all sums': '1 of 3: bad (goods that fit no box)',
      'goods that fit no box: item, sides in mm x g': '1: pole 400x10x10x100',
      'boxes in all': '3',
    });
    const skus = ['pole 400x10x10x100'];
    expect(mixed.figures).toMatchObject({
      ...Object.fromEntries(SUMS.map((name) => [name, alone.figures[name]])),
      orders: 3,
      packed: 2,
      proven: 2,
      weakBound: 3,
      notPacked: { orders: 1, skus: 1, namedSkus: skus, named: [{ id: 'bad', units: 4, skus }] },
    });
  });
  const SUMS = ['boxes', 'weakBound', 'proven', 'priced', 'yen', 'yenProven'];

  it('are named up to twenty, and counted beyond', () => {
    const bad = Array.from({ length: 23 }, (_, index) => `bad${index},1,pole${index},10,400,10,100`);
    const { said, figures } = run([...GOOD, ...bad]);
    expect(said['goods that fit no box: item, sides in mm x g']).toMatch(/^23: .*pole19 \S+; and 3 more$/);
    const { named, namedSkus, ...counts } = figures['notPacked'] as Record<string, unknown[]>;
    expect(counts).toEqual({ orders: 23, skus: 23 });
    expect([named, namedSkus].map((list) => list?.length)).toEqual([20, 20]);
  });

  it('break the run when none of them can be packed', () => {
    const { broken, said } = run(['bad,1,pole,10,400,10,100']);
    expect(broken).toEqual(['orders: orders packed: no order could be packed; must be >= 1']);
    expect(said).not.toHaveProperty('boxes in all');
  });

  it('with more units than one call packs are named, and the others go on', () => {
    const { broken, said, figures } = run([...GOOD, `huge,${UNITS_MAX + 1},pea,1,1,1,1`]);
    expect(broken).toEqual([]);
    expect(said['orders that could not be packed; left out of all sums']).toBe(
      `1 of 3: huge (${UNITS_MAX + 1} units, but one call packs at most ${UNITS_MAX})`,
    );
    expect(figures).toMatchObject({ packed: 2, boxes: 3 });
  });

  it('in boxes that no carrier takes have no sum of yen', () => {
    const { said, figures } = run(GOOD, { box: 'X,2000,2000,2000,10,100,100,100,5000' });
    expect(said).toMatchObject({
      'orders that no carrier takes in these boxes; left out of the yen': '2 of 2: one; two',
      'total yen': 'none: no carrier takes the boxes of any order',
    });
    expect(figures).toMatchObject({ boxes: 3, priced: 0, noCarrier: { orders: 2, named: ['one', 'two'] } });
  });

  it('may cost as much as with BoxPacker, but not more', () => {
    write('expected.csv', 'order_id,boxes_3d,volume_util_pct_3d', 'one,1,100', 'two,2,100');
    const { broken, figures } = run(GOOD);
    expect(broken).toEqual([]);
    expect(figures['yenWherePeer']).toBe(figures['peerYen']);
    const dearer: Solve = (...question) => {
      const answer = solve(...question);
      return { ...answer, best: { ...answer.best!, yen: answer.best!.yen + 1 } };
    };
    const peerYen = String(figures['peerYen']);
    expect(run(GOOD, { solver: dearer }).broken).toContainEqual(
      expect.stringMatching(`total yen, orders whose .*; must be <= ${peerYen}$`),
    );
  });

  it('must cost less than with BoxPacker on the public set', () => {
    const ids = Array.from({ length: 2_879 }, (_, index) => `o${index}`);
    write(
      'expected.csv',
      'order_id,boxes_3d,volume_util_pct_3d',
      // 180 orders of two boxes make BoxPacker's sum of 3,059.
      ...ids.map((id, index) => (index < 2_699 ? `${id},1,100` : `${id},2,50`)),
    );
    const { broken, figures } = run(
      ids.map((id) => `${id},1,cube,100,100,100,100`),
      { size: 'tiny' },
    );
    const yen = String(figures['peerYen']);
    expect(broken).toEqual([
      expect.stringMatching(`total yen, orders whose .*: ${yen}: 0.00 % lower .*; must be < ${yen}$`),
    ]);
  });
});
