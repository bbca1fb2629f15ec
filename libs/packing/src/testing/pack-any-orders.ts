import { checkPacking } from '../check/check-packing.js';
import { packCheapest } from '../cheapest/pack-cheapest.js';
import type { CheapestPacking } from '../cheapest/cheapest-packing.js';
import { anyOrder } from './any-order.js';

/** An answer the checker refuses; the seed gives the order again. */
export interface UnsafeAnswer {
  readonly seed: number;
  readonly faults: readonly string[];
}

export interface AnyOrdersPacked {
  readonly orders: number;
  /** Orders for which a way was found. */
  readonly packed: number;
  /** Orders with goods that go into no package alone. */
  readonly unpackable: number;
  /** Packings looked at: the best ways, the dearer ones and all the single packages. */
  readonly packings: number;
  readonly unsafe: readonly UnsafeAnswer[];
}

/** Packs so many made-up orders from `firstSeed` on and has the checker prove every packing answered, not only the best. */
export const packAnyOrders = (
  firstSeed: number,
  orders: number,
  onOrder: (seed: number) => void = () => undefined,
): AnyOrdersPacked => {
  const unsafe: UnsafeAnswer[] = [];
  const counts = { packed: 0, unpackable: 0, packings: 0 };
  for (let seed = firstSeed; seed < firstSeed + orders; seed += 1) {
    const { items, packages, rules, price } = anyOrder(seed);
    const answer = packCheapest(items, packages, rules, price);
    if (answer.best) counts.packed += 1;
    if (answer.unpackable.length > 0) counts.unpackable += 1;
    const packings = packingsOf(answer);
    counts.packings += packings.length;
    const faults = packings.flatMap((packing) => checkPacking(items, packages, packing, rules));
    if (faults.length > 0) unsafe.push({ seed, faults });
    onOrder(seed);
  }
  return { orders, ...counts, unsafe };
};

const packingsOf = ({ best, whole, splits }: CheapestPacking) => [
  ...(best ? [best] : []),
  ...whole.flatMap((answer) => ('packed' in answer ? [{ packages: [answer.packed] }] : [])),
  ...splits,
];
