import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import type { Carriage } from '../carriage.js';
import { noneOf, percent, type Bench, type Counts, type Row, type SectionReport } from '../section.js';
import { quantile } from '../../quantile.js';
import type { Solve } from '../solver.js';
import { generatedOrderSet } from './generated-order-set.js';
import { listed } from './listed.js';
import { notPackedFigures, notPackedRows, packedOnes, type PackedOrder } from './not-packed.js';
import { solveOrder, type OrderFigures } from './one-order.js';
import type { OrderSet } from './order-set.js';
import { readOrderSet } from './read-order-set.js';

const ORDERS: Counts = { full: Infinity, quick: 300, tiny: 20 };
const GENERATED_ORDERS: Counts = { full: 1_000, quick: 300, tiny: 20 };
const PROVEN_SHARE_MIN = 0.98;
/** The public set by its size and BoxPacker's own sum; the target of boxes is known for it alone. */
const PUBLIC_SET = { orders: 2_879, peerBoxes: 3_059, boxesMax: 3_049 };

export const ordersSection = (bench: Bench, carriage: Carriage, solve: Solve): SectionReport => {
  const set = orderSet(bench);
  const peerOrder = [...set.peer.keys()].some((id) => !set.orders.some((order) => order.id === id));
  const orders = set.orders.slice(0, ORDERS[bench.size]);
  const figures = orders.map((order, index) => {
    bench.step(index, orders.length);
    return solveOrder(order, set.kinds, set.peer.get(order.id), DEFAULT_PACK_RULES, carriage, solve);
  });
  const packed = packedOnes(figures);
  return {
    title: 'Orders: fewest boxes, and least yen',
    said: [
      `orders: ${set.source}; ${orders.length} orders, ${sum(figures, ({ units }) => units)} units, ${set.kinds.length} boxes`,
      ...(peerOrder
        ? ['expected.csv also names orders that items.csv does not hold; they are left out']
        : []),
      `yen: the box (1 yen for each 10 cm of its outer sides begun, where the set names no price) and the cheapest freight to a prefecture drawn by hash of the order id; ${carriage.said}`,
      "BoxPacker's boxes: named exactly by its stated number and volume utilisation; their weight spread as suits BoxPacker best; Okuru also keeps 70 % of each base borne, which BoxPacker does not ask",
    ],
    rows: [
      noneOf(
        'unsafe, incomplete, false sum or refuted proof',
        figures.flatMap(({ faults }) => faults),
        figures.length,
      ),
      ...notPackedRows(figures),
      ...(packed.length > 0 ? figureRows(packed, set, orders.length) : []),
    ],
    figures: {
      source: set.source,
      orders: figures.length,
      ...notPackedFigures(figures),
      ...sums(packed),
      faults: figures.flatMap(({ faults }) => faults),
      unproven: unproven(packed),
      dearer: dearer(packed),
    },
  };
};

const orderSet = ({ dataset, shared, seed, size }: Bench): OrderSet => {
  const folder = dataset ?? join(shared, 'boxpacker-orders');
  if (dataset !== undefined || existsSync(folder)) return readOrderSet(folder);
  return generatedOrderSet(GENERATED_ORDERS[size], seed);
};

const isPublicSet = ({ orders, peer }: OrderSet): boolean =>
  orders.length === PUBLIC_SET.orders &&
  [...peer.values()].reduce((total, { boxes }) => total + boxes, 0) === PUBLIC_SET.peerBoxes;

/** `asked` orders of the set were tried. */
const figureRows = (packed: readonly PackedOrder[], set: OrderSet, asked: number): Row[] => [
  ...boxRows(packed, isPublicSet(set) && asked === set.orders.length),
  ...proofRows(packed),
  ...yenRows(packed, isPublicSet(set), asked),
  {
    what: 'time for fewest boxes: median, p99, slowest order',
    ours: [0.5, 0.99, 1].map((share) => `${quantile(times(packed), share).toFixed(1)} ms`).join(', '),
  },
];

const sum = (figures: readonly OrderFigures[], of: (one: OrderFigures) => number | undefined): number =>
  figures.reduce((total, one) => total + (of(one) ?? 0), 0);

const times = (figures: readonly OrderFigures[]): number[] => figures.map(({ milliseconds }) => milliseconds);

/** Orders that both have answered. */
const compared = (packed: readonly PackedOrder[]): (PackedOrder & { peerBoxes: number })[] =>
  packed.filter((one): one is PackedOrder & { peerBoxes: number } => one.peerBoxes !== undefined);

const boxRows = (packed: readonly PackedOrder[], isPublic: boolean): Row[] => {
  const rows: Row[] = [
    {
      what: 'boxes in all',
      ours: `${sum(packed, ({ boxes }) => boxes)}`,
      peers: `weak bound by volume and weight ${sum(packed, (one) => one.weakBound)}`,
    },
  ];
  const both = compared(packed);
  if (both.length === 0) return rows;
  const ourBoxes = sum(both, ({ boxes }) => boxes);
  const peerBoxes = sum(both, (one) => one.peerBoxes);
  const boxesMax = isPublic ? PUBLIC_SET.boxesMax : peerBoxes;
  const fewer = both.filter((one) => one.boxes < one.peerBoxes).length;
  const more = both.filter((one) => one.boxes > one.peerBoxes).length;
  return [
    ...rows,
    {
      what: 'boxes, orders that BoxPacker answered too',
      ours: `${ourBoxes} (${fewer} orders with fewer, ${more} with more)`,
      target: `<= ${boxesMax}`,
      peers: `BoxPacker ${peerBoxes} (its expected.csv)`,
      holds: ourBoxes <= boxesMax,
    },
  ];
};

const proofRows = (packed: readonly PackedOrder[]): Row[] => {
  const proven = packed.filter(({ boxesProven }) => boxesProven);
  const confirmed = proven.filter(({ boxes, weakBound }) => boxes === weakBound);
  const share = proven.length / packed.length;
  const rest = unproven(packed).map(({ id, boxes, bound }) => `${id.slice(0, 8)}: ${boxes}, bound ${bound}`);
  return [
    {
      what: 'orders with a proof that fewer is impossible',
      ours: `${proven.length} of ${packed.length} = ${percent(share, 2)}; volume and weight alone confirm ${confirmed.length}`,
      target: `>= ${percent(PROVEN_SHARE_MIN, 0)}`,
      peers: 'BoxPacker proves nothing',
      holds: share >= PROVEN_SHARE_MIN,
    },
    ...(rest.length > 0 ? [{ what: 'the rest: found, lower bound', ours: listed(rest, LISTED_MAX) }] : []),
  ];
};

/** Lines told in the table; the JSON file holds them all. */
const LISTED_MAX = 12;

const unproven = (packed: readonly PackedOrder[]) =>
  packed
    .filter(({ boxesProven }) => !boxesProven)
    .map(({ id, units, boxes, boxesBound, weakBound }) => ({
      id,
      units,
      boxes,
      bound: Math.max(boxesBound, weakBound),
    }));

const dearer = (figures: readonly OrderFigures[]) =>
  figures
    .filter(({ yen, peerYen }) => yen !== undefined && peerYen !== undefined && yen > peerYen)
    .map(({ id, units, boxes, yen, peerYen }) => ({ id, units, boxes, yen, peerYen }));

const yenRows = (packed: readonly PackedOrder[], isPublic: boolean, asked: number): Row[] => {
  const priced = packed.filter(({ yen }) => yen !== undefined);
  if (priced.length === 0)
    return [{ what: 'total yen', ours: 'none: no carrier takes the boxes of any order' }];
  const proven = priced.filter(({ yenProven }) => yenProven).length;
  const both = priced.filter(({ peerYen }) => peerYen !== undefined);
  const rows: Row[] = [
    {
      what:
        priced.length === asked
          ? 'total yen, all orders'
          : `total yen, the ${priced.length} orders packed and taken`,
      ours: `${sum(priced, ({ yen }) => yen)}; ${proven} of ${priced.length} proven cheapest`,
    },
  ];
  if (both.length === 0) return rows;
  const ours = sum(both, ({ yen }) => yen);
  const peer = sum(both, ({ peerYen }) => peerYen);
  return [
    ...rows,
    {
      what: 'total yen, orders whose BoxPacker boxes can be told and priced',
      ours: `${ours}: ${percent(1 - ours / peer, 2)} lower (${both.length} orders, ${dearer(both).length} dearer)`,
      target: `${isPublic ? '<' : '<='} ${peer}`,
      peers: `BoxPacker's boxes, same tariff: ${peer}`,
      // On another set both may have found the cheapest.
      holds: ours < peer || (!isPublic && ours === peer),
    },
  ];
};

const sums = (packed: readonly PackedOrder[]) => {
  const both = compared(packed);
  const priced = packed.filter(({ yen }) => yen !== undefined);
  const bothPriced = priced.filter(({ peerYen }) => peerYen !== undefined);
  return {
    boxes: sum(packed, ({ boxes }) => boxes),
    weakBound: sum(packed, ({ weakBound }) => weakBound),
    compared: both.length,
    boxesWherePeer: sum(both, ({ boxes }) => boxes),
    peerBoxes: sum(both, ({ peerBoxes }) => peerBoxes),
    proven: packed.filter(({ boxesProven }) => boxesProven).length,
    priced: priced.length,
    yen: sum(priced, ({ yen }) => yen),
    yenProven: priced.filter(({ yenProven }) => yenProven).length,
    yenCompared: bothPriced.length,
    yenWherePeer: sum(bothPriced, ({ yen }) => yen),
    peerYen: sum(bothPriced, ({ peerYen }) => peerYen),
    fewestMedianMs: quantile(times(packed), 0.5),
    fewestP99Ms: quantile(times(packed), 0.99),
    fewestSlowestMs: quantile(times(packed), 1),
  };
};
