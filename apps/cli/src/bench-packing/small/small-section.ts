import {
  anyOrder,
  cheapestByExhaustion,
  type AnyOrder,
  CELL_MM,
  smallCase,
  SMALL_UNITS_MAX,
} from '@okuru/packing/testing';
import { faultsOf } from '../orders/judge.js';
import { noneOf, type Bench, type Counts, type Row, type SectionReport } from '../section.js';
import type { Solve } from '../solver.js';

const FEASIBLE_CASES: Counts = { full: 2_000, quick: 60, tiny: 8 };
const RANDOM_ORDERS: Counts = { full: 100_000, quick: 1_000, tiny: 8 };
/** Cases looked at to find so many feasible ones that the oracle could search through. */
const CASES_PER_FEASIBLE_MAX = 5;

export const smallSection = (bench: Bench, solve: Solve): SectionReport => {
  const exact = againstOracle(bench, solve);
  const random = inBulk(bench, solve);
  const { feasible, equal, proven } = exact;
  return {
    title: 'Small orders: exact cost, and safety',
    said: [
      `up to ${SMALL_UNITS_MAX} units with every law of goods, every kind of package, prices in steps; drawn from seed ${bench.seed}`,
      'the random orders have up to 5 kinds of goods with lengths in half millimetres, some of them far more units',
      'the oracle searches every division into parcels and every arrangement on a grid; it shares no code with the search',
    ],
    rows: [
      {
        what: `cost equal to the exhaustive search, ${feasible} feasible cases`,
        ours: `${equal} equal, ${exact.dearer.length} dearer, ${exact.cheaper.length} cheaper; ${proven} proven by the search itself; the oracle gave up on ${exact.gaveUp} more`,
        target: 'all equal',
        holds: equal === feasible && feasible >= FEASIBLE_CASES[bench.size],
      },
      noneOf('packed although the oracle finds no way', exact.wronglyPacked, exact.infeasible),
      noneOf(
        'unsafe, incomplete, false sum or false proof among the cases of the oracle',
        exact.faults,
        exact.looked,
      ),
      ...random,
    ],
    figures: { ...exact },
  };
};

const againstOracle = ({ seed, size, step }: Bench, solve: Solve) => {
  const wanted = FEASIBLE_CASES[size];
  const counted = { looked: 0, feasible: 0, infeasible: 0, gaveUp: 0, equal: 0, proven: 0 };
  const dearer: string[] = [];
  const cheaper: string[] = [];
  const wronglyPacked: string[] = [];
  const faults: string[] = [];
  for (let at = 0; at < wanted * CASES_PER_FEASIBLE_MAX && counted.feasible < wanted; at += 1) {
    step(counted.feasible, wanted);
    const { items, packages, rules, price } = smallCase(seed + at);
    const oracle = cheapestByExhaustion(items, packages, rules, price, CELL_MM);
    counted.looked += 1;
    if (oracle === 'gave-up') {
      counted.gaveUp += 1;
      continue;
    }
    const answer = solve(items, packages, rules, price);
    const leastYen = oracle.best?.yen;
    const known = { leastYen: 0, reachedYen: leastYen ?? Infinity };
    const wrong = faultsOf({ items, kinds: packages, rules, price }, answer, known);
    faults.push(...wrong.map((fault) => `case ${seed + at}: ${fault}`));
    const found = answer.best?.yen;
    if (leastYen === undefined) {
      counted.infeasible += 1;
      if (found !== undefined) wronglyPacked.push(`case ${seed + at} for ${found}`);
      continue;
    }
    counted.feasible += 1;
    counted.proven += answer.proof.proven ? 1 : 0;
    const told = `case ${seed + at}: ${found ?? 'nothing'} against ${leastYen}`;
    if (found === leastYen) counted.equal += 1;
    else if (found !== undefined && found < leastYen) cheaper.push(told);
    else dearer.push(told);
  }
  return { ...counted, dearer, cheaper, wronglyPacked, faults };
};

/** Many orders without an oracle: the checker alone judges them. */
const inBulk = ({ seed, size, step }: Bench, solve: Solve): Row[] => {
  const count = RANDOM_ORDERS[size];
  const faults: string[] = [];
  let packed = 0;
  for (let at = 0; at < count; at += 1) {
    step(at, count);
    const one = anyOrder(seed + at);
    const answer = solve(one.items, one.packages, one.rules, one.price);
    packed += answer.best ? 1 : 0;
    faults.push(...bulkFaults(one, answer).map((fault) => `order ${seed + at}: ${fault}`));
  }
  return [
    noneOf(
      `unsafe, incomplete or false sum among random orders (${packed} of them could be packed)`,
      faults,
      count,
    ),
  ];
};

const bulkFaults = ({ items, packages, rules, price }: AnyOrder, answer: ReturnType<Solve>): string[] =>
  faultsOf({ items, kinds: packages, rules, price }, answer, { leastYen: 0, reachedYen: Infinity });
