import type { BoxKind } from '../carriage.js';
import { UNITS_MAX, type CheapestPacking, type PackRules } from '@okuru/packing';
import { drawOf } from '../../demo/chance.js';
import { COUNTED, priceTo, weightSteps, type Carriage, type Price } from '../carriage.js';
import type { Solve } from '../solver.js';
import { faultsOf, sumOf } from './judge.js';
import type { BenchOrder, PeerAnswer } from './order-set.js';
import { leastYenOf } from './peer-price.js';
import { peerBoxes } from './peer-boxes.js';
import { weakBound } from './weak-bound.js';

/** One order solved twice: fewest boxes, and least yen. */
export interface OrderFigures {
  readonly id: string;
  readonly units: number;
  /** Undefined = not packed. */
  readonly boxes: number | undefined;
  /** Why not, in words; undefined when it is packed. */
  readonly notPacked: string | undefined;
  /** Goods of which one unit fits no box. */
  readonly unpackable: readonly string[];
  readonly boxesProven: boolean;
  /** No packing has fewer boxes, as the search claims. */
  readonly boxesBound: number;
  /** The same by volume and weight alone. */
  readonly weakBound: number;
  readonly peerBoxes: number | undefined;
  readonly yen: number | undefined;
  readonly yenProven: boolean;
  readonly peerYen: number | undefined;
  readonly milliseconds: number;
  readonly faults: readonly string[];
}

const PREFECTURES = 47;

export const solveOrder = (
  { id, items }: BenchOrder,
  kinds: readonly BoxKind[],
  peer: PeerAnswer | undefined,
  rules: PackRules,
  carriage: Carriage,
  solve: Solve,
): OrderFigures => {
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0);
  if (units > UNITS_MAX) return tooLarge(id, units, peer);
  const bound = weakBound(items, kinds);
  const started = performance.now();
  const fewest = solve(items, kinds, rules, COUNTED.of, COUNTED.floor);
  const milliseconds = performance.now() - started;
  const price = priceTo(1 + Math.floor(drawOf(id, 'prefecture') * PREFECTURES), carriage);
  const cheapest = solve(items, kinds, rules, price.of, price.floor);
  const peerYen = peer && yenOfPeer(items, kinds, peer, price, carriage);
  const fewestQuestion = { items, kinds, rules, price: COUNTED.of };
  const cheapestQuestion = { items, kinds, rules, price: price.of };
  // Each answer is held against the other: the cheapest may not need fewer boxes than the fewest, nor cost more than they do.
  const fewestReached = Math.min(peer?.boxes ?? Infinity, cheapest.best?.packages.length ?? Infinity);
  const cheapestReached = (fewest.best && sumOf(fewest.best.packages, cheapestQuestion)) ?? Infinity;
  const faults = [
    ...faultsOf(fewestQuestion, fewest, { leastYen: bound, reachedYen: fewestReached }),
    ...faultsOf(cheapestQuestion, cheapest, { leastYen: 0, reachedYen: cheapestReached }),
  ];
  return {
    id,
    units,
    boxes: fewest.best?.yen,
    notPacked: whyNotPacked(fewest),
    unpackable: fewest.unpackable,
    boxesProven: fewest.proof.proven,
    boxesBound: fewest.proof.proven ? (fewest.best?.yen ?? 0) : fewest.proof.lowerBoundYen,
    weakBound: bound,
    peerBoxes: peer?.boxes,
    yen: cheapest.best?.yen,
    yenProven: cheapest.proof.proven,
    peerYen,
    milliseconds,
    faults: faults.map((fault) => `order ${id}: ${fault}`),
  };
};

/** More units than one call takes are no fault of the search: the order is named, and the run goes on. */
const tooLarge = (id: string, units: number, peer: PeerAnswer | undefined): OrderFigures => ({
  id,
  units,
  boxes: undefined,
  notPacked: `${units} units, but one call packs at most ${UNITS_MAX}`,
  unpackable: [],
  boxesProven: false,
  boxesBound: 0,
  weakBound: 0,
  peerBoxes: peer?.boxes,
  yen: undefined,
  yenProven: false,
  peerYen: undefined,
  milliseconds: 0,
  faults: [],
});

const whyNotPacked = ({ best, unpackable }: CheapestPacking): string | undefined => {
  if (best) return undefined;
  return unpackable.length > 0 ? 'goods that fit no box' : 'no packing was found';
};

/** Undefined when the boxes cannot be told, or no service takes them. */
const yenOfPeer = (
  items: BenchOrder['items'],
  kinds: readonly BoxKind[],
  peer: PeerAnswer,
  price: Price,
  carriage: Carriage,
): number | undefined => {
  const goodsGrams = items.reduce((sum, { quantity, weightGrams }) => sum + quantity * weightGrams, 0);
  const yens = peerBoxes(items, kinds, peer).flatMap(
    (boxes) => leastYenOf(boxes, goodsGrams, price.of, weightSteps(carriage)) ?? [],
  );
  return yens.length === 0 ? undefined : Math.min(...yens);
};
