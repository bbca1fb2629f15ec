import { sampleTariffs, CARRIER_SERVICES } from '@okuru/carriers';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Carriage } from '../carriage.js';
import { brokenIn } from '../report.js';
import type { Bench } from '../section.js';
import { solve, type Solve } from '../solver.js';
import { ordersSection } from './orders-section.js';

const carriage: Carriage = { services: CARRIER_SERVICES, tariffs: sampleTariffs(13), said: 'sample' };

describe('the section of orders', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'okuru-orders-'));
    const write = (name: string, ...lines: string[]) => writeFileSync(join(folder, name), lines.join('\n'));
    write(
      'boxes.csv',
      'box,outer_width_mm,outer_length_mm,outer_depth_mm,empty_weight_g,inner_width_mm,inner_length_mm,inner_depth_mm,max_weight_g',
      'S,100,100,100,10,100,100,100,5000',
      'L,200,200,200,10,200,200,200,5000',
    );
    write(
      'items.csv',
      'order_id,qty,item_id,width_mm,length_mm,depth_mm,weight_g',
      'one,8,cube,100,100,100,100',
      'two,9,cube,100,100,100,100',
    );
    write('expected.csv', 'order_id,boxes_3d,volume_util_pct_3d', 'one,2,50', 'two,2,100');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (liar: Solve) => {
    const bench: Bench = { seed: 1, size: 'full', dataset: folder, shared: folder, step: () => undefined };
    const { rows, figures } = ordersSection(bench, carriage, liar);
    return { broken: brokenIn('orders', rows), figures };
  };

  it('holds where every order is packed in fewest boxes with proof', () => {
    const { broken, figures } = run(solve);
    expect(broken).toEqual([]);
    expect(figures).toMatchObject({ boxes: 3, weakBound: 3, peerBoxes: 4, proven: 2 });
  });

  it.each<[lie: string, liar: Solve, said: RegExp]>([
    [
      'loses a unit',
      (items, ...rest) => solve([{ ...items[0]!, quantity: items[0]!.quantity - 1 }], ...rest),
      /units of cube .* are missing/,
    ],
    [
      'uses a box for each unit',
      (items, packages, ...rest) => solve(items, [packages[0]!], ...rest),
      /boxes, orders that BoxPacker answered too: 17/,
    ],
    [
      'proves nothing',
      (...question) => ({ ...solve(...question), proof: { proven: false, lowerBoundYen: 0 } }),
      /with a proof that fewer is impossible: 0 of 2/,
    ],
    [
      'claims too few boxes',
      (...question) => {
        const answer = solve(...question);
        return { ...answer, best: { ...answer.best!, yen: answer.best!.yen - 1 } };
      },
      /states/,
    ],
  ])('breaks when the search %s', (_lie, liar, said) => {
    expect(run(liar).broken.join('\n')).toMatch(said);
  });
});
