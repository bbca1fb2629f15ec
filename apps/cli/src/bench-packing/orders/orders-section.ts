import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import type { Carriage } from '../carriage.js';
import { noneOf, percent, type Bench, type Counts, type Row, type SectionReport } from '../section.js';
import { quantile } from '../quantile.js';
import type { Solve } from '../solver.js';
import { generatedOrderSet } from './generated-order-set.js';
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
      ...boxRows(figures),
      ...proofRows(figures),
      ...yenRows(figures),
      {
        what: 'time for fewest boxes: median, p99, slowest order',
        ours: [0.5, 0.99, 1].map((share) => `${quantile(times(figures), share).toFixed(1)} ms`).join(', '),
      },
    ],
    figures: {
      source: set.source,
      orders: figures.length,
      ...sums(figures),
      unproven: unproven(figures),
      dearer: dearer(figures),
    },
  };
};

const orderSet = ({ dataset, shared, seed, size }: Bench): OrderSet => {
  const folder = dataset ?? join(shared, 'boxpacker-orders');
  if (dataset !== undefined || existsSync(folder)) return readOrderSet(folder);
  return generatedOrderSet(GENERATED_ORDERS[size], seed);
};

const sum = (figures: readonly OrderFigures[], of: (one: OrderFigures) => number | undefined): number =>
  figures.reduce((total, one) => total + (of(one) ?? 0), 0);

const times = (figures: readonly OrderFigures[]): number[] => figures.map(({ milliseconds }) => milliseconds);

/** Orders that both have answered. */
const compared = (
  figures: readonly OrderFigures[],
): (OrderFigures & { boxes: number; peerBoxes: number })[] =>
  figures.filter(
    (one): one is OrderFigures & { boxes: number; peerBoxes: number } =>
      one.boxes !== undefined && one.peerBoxes !== undefined,
  );

const boxRows = (figures: readonly OrderFigures[]): Row[] => {
  const ours = sum(figures, ({ boxes }) => boxes);
  const unanswered = figures.filter(({ boxes }) => boxes === undefined).length;
  const rows: Row[] = [
    {
      what: 'boxes in all',
      ours: `${ours}${unanswered > 0 ? ` (${unanswered} order(s) with goods that fit no box)` : ''}`,
      peers: `weak bound by volume and weight ${sum(figures, (one) => one.weakBound)}`,
    },
  ];
  const both = compared(figures);
  if (both.length === 0) return rows;
  const ourBoxes = sum(both, ({ boxes }) => boxes);
  const peerBoxes = sum(both, (one) => one.peerBoxes);
  const isPublic = both.length === PUBLIC_SET.orders && peerBoxes === PUBLIC_SET.peerBoxes;
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

const proofRows = (figures: readonly OrderFigures[]): Row[] => {
  const answered = figures.filter(({ boxes }) => boxes !== undefined);
  const proven = answered.filter(({ boxesProven }) => boxesProven);
  const confirmed = proven.filter(({ boxes, weakBound }) => boxes === weakBound);
  const share = answered.length === 0 ? 1 : proven.length / answered.length;
  const rest = unproven(figures).map(({ id, boxes, bound }) => `${id.slice(0, 8)}: ${boxes}, bound ${bound}`);
  return [
    {
      what: 'orders with a proof that fewer is impossible',
      ours: `${proven.length} of ${answered.length} = ${percent(share, 2)}; volume and weight alone confirm ${confirmed.length}`,
      target: `>= ${percent(PROVEN_SHARE_MIN, 0)}`,
      peers: 'BoxPacker proves nothing',
      holds: share >= PROVEN_SHARE_MIN,
    },
    ...(rest.length > 0 ? [{ what: 'the rest: found, lower bound', ours: listed(rest) }] : []),
  ];
};

/** Lines told in the table; the JSON file holds them all. */
const LISTED_MAX = 12;
const listed = (lines: readonly string[]): string =>
  lines.slice(0, LISTED_MAX).join('; ') +
  (lines.length > LISTED_MAX ? `; and ${lines.length - LISTED_MAX} more` : '');

const unproven = (figures: readonly OrderFigures[]) =>
  figures
    .filter(({ boxes, boxesProven }) => boxes !== undefined && !boxesProven)
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

const yenRows = (figures: readonly OrderFigures[]): Row[] => {
  const priced = figures.filter(({ yen }) => yen !== undefined);
  const proven = priced.filter(({ yenProven }) => yenProven).length;
  const both = priced.filter(({ peerYen }) => peerYen !== undefined);
  const rows: Row[] = [
    {
      what: 'total yen, all orders',
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
      target: `< ${peer}`,
      peers: `BoxPacker's boxes, same tariff: ${peer}`,
      holds: ours < peer,
    },
  ];
};

const sums = (figures: readonly OrderFigures[]) => {
  const both = compared(figures);
  const priced = figures.filter(({ yen, peerYen }) => yen !== undefined && peerYen !== undefined);
  return {
    boxes: sum(figures, ({ boxes }) => boxes),
    weakBound: sum(figures, ({ weakBound }) => weakBound),
    compared: both.length,
    boxesWherePeer: sum(both, ({ boxes }) => boxes),
    peerBoxes: sum(both, ({ peerBoxes }) => peerBoxes),
    proven: figures.filter(({ boxesProven }) => boxesProven).length,
    yen: sum(figures, ({ yen }) => yen),
    yenProven: figures.filter(({ yenProven }) => yenProven).length,
    yenCompared: priced.length,
    yenWherePeer: sum(priced, ({ yen }) => yen),
    peerYen: sum(priced, ({ peerYen }) => peerYen),
    faults: figures.flatMap(({ faults }) => faults),
    fewestMedianMs: quantile(times(figures), 0.5),
    fewestP99Ms: quantile(times(figures), 0.99),
    fewestSlowestMs: quantile(times(figures), 1),
  };
};
