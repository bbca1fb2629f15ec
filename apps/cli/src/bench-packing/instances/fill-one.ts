import {
  checkPacking,
  DEFAULT_PACK_RULES,
  type PackedPackage,
  type PackItem,
  type PackRules,
} from '@okuru/packing';
import { COUNTED, type BoxKind } from '../carriage.js';
import type { Solve } from '../solver.js';
import type { Instance } from './read-instances.js';

/** Without a rule of support, as these tasks are set: anything that touches what is below it. */
const BARE_RULES: PackRules = { ...DEFAULT_PACK_RULES, supportShareMin: 1e-6 };

export interface Filled {
  /** Containers needed for everything. */
  readonly containers: number;
  /** Volume share of the fullest of them. */
  readonly fullest: number;
  readonly faults: readonly string[];
}

/** Puts all goods into as few containers as the search finds. */
export const fillContainers = ({ family, id, container, items }: Instance, solve: Solve): Filled => {
  const kind: BoxKind = {
    code: 'container',
    kind: 'carton',
    inner: container,
    outer: container,
    emptyWeightGrams: 0,
    grossWeightGramsMax: 1,
    costYen: 1,
  };
  const { best, splits } = solve(items, [kind], BARE_RULES, COUNTED.of, COUNTED.floor);
  if (!best) return { containers: 0, fullest: 0, faults: [`${family} ${id}: no answer`] };
  const faults = checkPacking(items, [kind], { packages: best.packages }, BARE_RULES);
  const packings = [
    best,
    ...splits.filter((way) => checkPacking(items, [kind], way, BARE_RULES).length === 0),
  ];
  return {
    containers: best.packages.length,
    fullest: Math.max(
      ...packings.flatMap(({ packages }) => packages.map((one) => shareOf(one, items, kind))),
    ),
    faults: faults.map((fault) => `${family} ${id}: ${fault}`),
  };
};

const shareOf = (packed: PackedPackage, items: readonly PackItem[], { inner }: BoxKind): number => {
  const volumes = new Map(items.map(({ sku, size }) => [sku, size.lengthMm * size.widthMm * size.heightMm]));
  const goods = packed.placements.reduce((sum, { sku }) => sum + (volumes.get(sku) ?? 0), 0);
  return goods / (inner.lengthMm * inner.widthMm * inner.heightMm);
};
