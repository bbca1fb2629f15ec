import { execFileSync } from 'node:child_process';
import { HEAP_GROWTH } from './heap-growth.js';

/** Keeps some 20 MB in a ring whose entries outlive the young generation, and counts full collections while 250 MB go through it. */
const CHURN = `
  const { constants, PerformanceObserver } = require('node:perf_hooks');
  if (process.argv[1]) require('node:v8').setFlagsFromString(process.argv[1]);
  let full = 0;
  new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries()) if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) full += 1;
  }).observe({ entryTypes: ['gc'] });
  const ring = new Array(40);
  let turn = 0;
  const churn = () => {
    ring[turn % ring.length] = Array.from({ length: 8_192 }, (_, nth) => ({ nth, turn }));
    turn += 1;
    if (turn < 500) setImmediate(churn);
    else setTimeout(() => console.log(full), 100);
  };
  churn();`;

const fullCollections = (...flags: string[]): number =>
  Number(
    execFileSync(process.execPath, ['--max-old-space-size=1024', '-e', CHURN, ...flags], {
      encoding: 'utf8',
      env: {},
    }),
  );

describe('the growth of the heap', () => {
  it('makes full collections rarer by half at least, set in a process that runs', () => {
    const [before, after] = [fullCollections(), fullCollections(HEAP_GROWTH)];
    expect(before).toBeGreaterThan(3);
    expect(after).toBeLessThan(before / 2);
  });
});
