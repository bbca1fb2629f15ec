import { seededRandom } from '@okuru/packing/testing';
import type { BoxKind } from '../carriage.js';
import { checkPacking, DEFAULT_PACK_RULES, type PackItem, type PackRules } from '@okuru/packing';
import { COUNTED } from '../carriage.js';
import { binpackingjsFits } from '../peers/binpackingjs-fits.js';
import {
  noneOf,
  percent,
  type Bench,
  type Counts,
  type Row,
  type SectionReport,
  type Size,
} from '../section.js';
import { type Chance } from '../seeded.js';
import type { Solve } from '../solver.js';
import { feasibleGoods, type Family } from './cut-box.js';

interface Target extends Family {
  readonly foundMin: number;
  /** What binpackingjs 4.1 is stated to find on such cases, percent. */
  readonly peerStatedPct: number;
}

const FAMILIES: readonly Target[] = [
  { items: 5, fill: 0.8, foundMin: 0.999, peerStatedPct: 34 },
  { items: 8, fill: 0.84, foundMin: 0.995, peerStatedPct: 12 },
  { items: 12, fill: 0.76, foundMin: 0.995, peerStatedPct: 6 },
  { items: 12, fill: 0.86, foundMin: 0.9, peerStatedPct: 0 },
  { items: 20, fill: 0.77, foundMin: 0.95, peerStatedPct: 0 },
];
const CASES: Counts = { full: 1_000, quick: 30, tiny: 6 };
/** One case in a small sample is no evidence against a rate: so many may be missed beyond the rate's own. */
const SAMPLE_MISSES = 2;

const BOX = { lengthMm: 300, widthMm: 220, heightMm: 160 };
const KIND: BoxKind = {
  code: 'box',
  kind: 'carton',
  inner: BOX,
  outer: BOX,
  emptyWeightGrams: 0,
  grossWeightGramsMax: 1_000_000,
  costYen: 1,
};
/** The task as cut, without a rule of support, as the peer plays it: anything that touches what is below it. */
const BARE_RULES: PackRules = { ...DEFAULT_PACK_RULES, supportShareMin: 1e-6 };

export const guillotineSection = (bench: Bench, solve: Solve): SectionReport => {
  const cases = CASES[bench.size];
  const all = FAMILIES.map((family, index) => {
    const chance = seededRandom(bench.seed + index);
    const counted = { bare: 0, shop: 0, peer: 0 };
    const faults: string[] = [];
    for (let at = 0; at < cases; at += 1) {
      bench.step(index * cases + at, FAMILIES.length * cases);
      const items = goodsOf(family, chance);
      const bare = tryCase(items, BARE_RULES, solve);
      const shop = tryCase(items, DEFAULT_PACK_RULES, solve);
      const name = `${nameOf(family)}, case ${at + 1}`;
      faults.push(...[...bare.faults, ...shop.faults].map((fault) => `${name}: ${fault}`));
      if (bare.saysImpossible) faults.push(`${name}: called impossible, but it was cut from the box`);
      counted.bare += bare.found ? 1 : 0;
      counted.shop += shop.found ? 1 : 0;
      counted.peer += binpackingjsFits(items, BOX, KIND.grossWeightGramsMax) ? 1 : 0;
    }
    return { family, counted, faults };
  });
  return {
    title: 'Feasible cases cut from a 300 x 220 x 160 mm box',
    said: [
      `${cases} cases each: the box is cut at random by guillotine cuts, pieces are dropped until the fill is within 2 points, the rest is turned and shuffled (seed ${bench.seed})`,
      "found = all items in the one box, safe by the checker; the target is without a rule of support, as binpackingjs plays; with the shop's rules (70 % of each base borne) a case need not be feasible",
    ],
    rows: [
      noneOf(
        'unsafe answers, or a case called impossible',
        all.flatMap(({ faults }) => faults),
        cases * FAMILIES.length,
      ),
      ...all.map((one) => rowOf(one.family, one.counted, cases, bench.size)),
    ],
    figures: {
      cases,
      families: all.map(({ family, counted }) => ({ ...family, ...counted })),
    },
  };
};

const nameOf = ({ items, fill }: Family): string => `${items} items at ${percent(fill, 0)} fill`;

const rowOf = (
  family: Target,
  counted: { readonly bare: number; readonly shop: number; readonly peer: number },
  cases: number,
  size: Size,
): Row => ({
  what: nameOf(family),
  ours: `${percent(counted.bare / cases, 2)} found (with the shop's rules ${percent(counted.shop / cases)})`,
  target: `>= ${percent(family.foundMin)}`,
  peers: `binpackingjs 4.1.0 ${percent(counted.peer / cases)} in this run (stated: ${family.peerStatedPct} %)`,
  holds: cases - counted.bare <= cases * (1 - family.foundMin) + (size === 'full' ? 1e-9 : SAMPLE_MISSES),
});

const goodsOf = (family: Family, chance: Chance): PackItem[] =>
  feasibleGoods(BOX, family, chance).map((size, index) => ({
    sku: `piece-${index + 1}`,
    quantity: 1,
    size,
    weightGrams: 100,
  }));

const tryCase = (items: readonly PackItem[], rules: PackRules, solve: Solve) => {
  const { whole } = solve(items, [KIND], rules, COUNTED.of, COUNTED.floor);
  const answer = whole[0];
  const packed = answer && 'packed' in answer ? answer.packed : undefined;
  const saysImpossible =
    answer !== undefined && 'reason' in answer && answer.reason !== 'search-budget-spent';
  const faults = packed ? checkPacking(items, [KIND], { packages: [packed] }, rules) : [];
  return { found: packed !== undefined, saysImpossible, faults };
};
