import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import { priceTo, type Carriage } from '../carriage.js';
import { generatedOrderSet } from '../orders/generated-order-set.js';
import type { BenchOrder } from '../orders/order-set.js';
import { readOrderSet } from '../orders/read-order-set.js';
import { binpackingjsFits } from '../peers/binpackingjs-fits.js';
import { quantile } from '../../quantile.js';
import type { Bench, Counts, Row, SectionReport } from '../section.js';
import type { Solve } from '../solver.js';
import { BENCH_CARTON, BENCH_PACKAGES } from './bench-packages.js';
import { collectedMemory, type Memory } from './collected-memory.js';

const UNITS_MAX: Counts = { full: 12, quick: 12, tiny: 3 };
const DECISIONS: Counts = { full: 1_000, quick: 100, tiny: 5 };
const GENERATED_ORDERS = 1_000;
/** Decisions before the clock counts, so that the compiler has seen the code; the same for both. */
const WARM_UP: Counts = { full: 50, quick: 20, tiny: 1 };
/** Memory is looked at after each of so many equal parts of the run. */
const PARTS = 5;
/** Growth of the collected heap between the first part and the last that counts as flat, MiB. */
const HEAP_GROWTH_MIB_MAX = 4;
const DESTINATION_PREFECTURE = 27;

export const timeSection = (bench: Bench, carriage: Carriage, solve: Solve): SectionReport => {
  const orders = smallOrders(bench);
  const count = DECISIONS[bench.size];
  const price = priceTo(DESTINATION_PREFECTURE, carriage);
  const decide = ({ items }: BenchOrder) =>
    solve(items, BENCH_PACKAGES, DEFAULT_PACK_RULES, price.of, price.floor);
  const askPeer = ({ items }: BenchOrder) =>
    binpackingjsFits(items, BENCH_CARTON.inner, BENCH_CARTON.grossWeightGramsMax);
  const ours = new Float64Array(count);
  const peer = new Float64Array(count);
  const memory: Memory[] = [];
  for (let at = 0; at < WARM_UP[bench.size]; at += 1) {
    decide(orders[at % orders.length]!);
    askPeer(orders[at % orders.length]!);
  }
  for (let at = 0; at < count; at += 1) {
    bench.step(at, count);
    const order = orders[at % orders.length]!;
    ours[at] = millisecondsOf(() => decide(order));
    peer[at] = millisecondsOf(() => askPeer(order));
    if ((at + 1) % (count / PARTS) === 0) memory.push(collectedMemory());
  }
  const figures = {
    decisions: count,
    packages: BENCH_PACKAGES.length,
    services: carriage.services.length,
    medianMs: quantile([...ours], 0.5),
    p99Ms: quantile([...ours], 0.99),
    slowestMs: quantile([...ours], 1),
    peerMedianMs: quantile([...peer], 0.5),
    peerP99Ms: quantile([...peer], 0.99),
    memory,
  };
  return {
    title: 'Time and memory of a decision',
    said: [
      `${count} decisions over ${Math.min(count, orders.length)} orders of up to ${UNITS_MAX[bench.size]} units; each asks all ${BENCH_PACKAGES.length} packages and all ${carriage.services.length} services for the cheapest safe way, several parcels too`,
      'binpackingjs asks one carton, without a price, in turn with ours in the same loop',
    ],
    rows: [
      ratioRow('median', figures.medianMs, figures.peerMedianMs),
      ratioRow('p99', figures.p99Ms, figures.peerP99Ms),
      memoryRow(memory),
    ],
    figures,
  };
};

const millisecondsOf = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

const smallOrders = ({ shared, dataset, seed, size }: Bench): readonly BenchOrder[] => {
  const folder = dataset ?? join(shared, 'boxpacker-orders');
  const known = dataset !== undefined || existsSync(folder);
  const { orders } = known ? readOrderSet(folder) : generatedOrderSet(GENERATED_ORDERS, seed);
  const small = orders.filter(
    ({ items }) => items.reduce((sum, { quantity }) => sum + quantity, 0) <= UNITS_MAX[size],
  );
  return small.length > 0 ? small : generatedOrderSet(GENERATED_ORDERS, seed).orders;
};

const ratioRow = (name: string, ours: number, peer: number): Row => ({
  what: `${name} time of a decision`,
  ours: `${ours.toFixed(2)} ms = ${(ours / peer).toFixed(1)} x binpackingjs on one carton`,
  peers: `binpackingjs 4.1.0, one carton: ${peer.toFixed(3)} ms in this run`,
});

const memoryRow = (memory: readonly Memory[]): Row => {
  const [first, last] = [memory[0]!, memory.at(-1)!];
  const heapGrowth = last.heapMiB - first.heapMiB;
  return {
    what: `memory from the first fifth of the run to the last`,
    ours: `heap ${signed(heapGrowth)} MiB of ${first.heapMiB.toFixed(1)}, resident ${signed(last.rssMiB - first.rssMiB)} MiB of ${first.rssMiB.toFixed(0)}`,
    target: `heap flat: growth <= ${HEAP_GROWTH_MIB_MAX} MiB`,
    holds: heapGrowth <= HEAP_GROWTH_MIB_MAX,
  };
};

const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
