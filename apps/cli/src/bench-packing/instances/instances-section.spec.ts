import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brokenIn } from '../report.js';
import { fillRoom } from '@okuru/packing';
import { solve, type Solve } from '../solver.js';
import type { Fill } from './fill-container.js';
import { instancesSection } from './instances-section.js';
import { readInstances } from './read-instances.js';

const FLAGS = 'l_may_be_vertical,w,w_may_be_vertical,h,h_may_be_vertical,qty';
const TABLES: Readonly<Record<string, readonly string[]>> = {
  'br-instances.csv': [
    'class,instance,container_l_cm,container_w_cm,container_h_cm,box_type,l_cm,l_may_be_vertical,w_cm,w_may_be_vertical,h_cm,h_may_be_vertical,qty',
    ...[1, 2, 3, 4, 5, 6, 7].map((one) => `${one},1,40,20,10,1,20,0,10,1,10,1,8`),
  ],
  'br-best-known.csv': [
    'class,instance,best_known_util_pct',
    ...[1, 2, 3, 4, 5, 6, 7].map((one) => `${one},1,100`),
  ],
  'br-peer-results.csv': [
    'class,instance,boxpacker_volumepacker_util_pct,eb_afit_container_util_pct',
    ...[1, 2, 3, 4, 5, 6, 7].map((one) => `${one},1,80,90`),
  ],
  'loh-nee-1992.csv': [
    `instance,container_l,container_w,container_h,box_type,l,${FLAGS}`,
    '1,40,20,10,1,20,0,10,0,10,1,4',
  ],
  'ivancic-1989.csv': [
    `instance,container_l,container_w,container_h,box_type,l,${FLAGS}`,
    '1,10,10,10,1,10,1,10,1,5,1,5',
  ],
  'mpv-instances.csv': ['class,n,instance,bin_l,bin_h,bin_d,item,l,h,d,qty', '1,2,1,10,10,10,1,10,10,6,2'],
};

describe('the published instances', () => {
  let shared: string;
  beforeAll(() => {
    shared = mkdtempSync(join(tmpdir(), 'okuru-instances-'));
    const folder = join(shared, 'packing-benchmarks');
    mkdirSync(folder);
    for (const [name, lines] of Object.entries(TABLES)) writeFileSync(join(folder, name), lines.join('\n'));
  });
  afterAll(() => rmSync(shared, { recursive: true, force: true }));
  const run = (liar: Solve, filler: Fill = fillRoom) => {
    const bench = { seed: 1, size: 'tiny' as const, dataset: undefined, shared, step: () => undefined };
    const { rows } = instancesSection(bench, liar, filler);
    return { rows, broken: brokenIn('instances', rows).join('\n') };
  };

  it('keep which sides may stand upright', () => {
    const folder = join(shared, 'packing-benchmarks');
    const [one] = readInstances(folder, 'lohNee')[0]!.items;
    const [two] = readInstances(folder, 'br')[0]!.items;
    const [any] = readInstances(folder, 'mpv')[0]!.items;
    expect(one).toMatchObject({ keepUpright: true, size: { lengthMm: 20, widthMm: 10, heightMm: 10 } });
    expect(two).toMatchObject({ keepUpright: true, foldedSize: { lengthMm: 20, widthMm: 10, heightMm: 10 } });
    expect(any).not.toHaveProperty('keepUpright');
  });

  it('are filled and counted', () => {
    const { rows, broken } = run(solve);
    expect(broken).toBe('');
    expect(rows.find(({ what }) => what.startsWith('BR1'))?.ours).toBe('100.0 %');
    expect(rows.find(({ what }) => what.startsWith('Ivancic'))).toMatchObject({ ours: '3' });
    expect(rows.find(({ what }) => what.startsWith('MPV 1'))).toMatchObject({ ours: '2' });
  });

  it('break when the search fills worse than BoxPacker, or loses goods', () => {
    const loose: Fill = (shapes, room, rules) =>
      fillRoom(shapes, { ...room, lengthMm: room.lengthMm / 2 }, rules);
    expect(run(solve, loose).broken).toMatch(/BR1: mean utilisation/);
    const outside: Fill = (shapes, room, rules) =>
      fillRoom(shapes, { ...room, lengthMm: room.lengthMm * 2 }, rules);
    expect(run(solve, outside).broken).toMatch(/sticks out/);
    const forgetful: Solve = ([first], ...rest) => solve([{ ...first!, quantity: 1 }], ...rest);
    expect(run(forgetful).broken).toMatch(/units of 1 are missing|unit.* missing/);
  });

  it('are not run, and say so, where they are not', () => {
    const bench = {
      seed: 1,
      size: 'tiny' as const,
      dataset: undefined,
      shared: '/none',
      step: () => undefined,
    };
    expect(instancesSection(bench, solve, fillRoom)).toMatchObject({
      rows: [],
      said: [expect.stringMatching(/not run/)],
    });
  });
});
