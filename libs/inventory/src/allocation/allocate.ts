import { inWholeSets } from './whole-sets.js';

/** One order line that wants units of a sku. */
export interface OpenLine {
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  /** Units still wanted, at least 1. */
  readonly quantity: number;
}

/** A line of an order that inventory hears for the first time. */
export interface NewLine extends OpenLine {
  /** Milliseconds; the order's place among all orders. */
  readonly placedAt: number;
  /** Place of the line within its order. */
  readonly position: number;
  /** What becomes of units that are not there: they queue, or the order gives them up. */
  readonly whenShort: 'wait' | 'cancel';
  /** The set that it is a part of: the lines of the order with the same `lineId` are so many sets together. */
  readonly set?: { readonly lineId: string; readonly quantity: number };
}

/** What a sku has to give. Safety stock is kept back. */
export interface StockLevel {
  readonly sku: string;
  readonly free: number;
  readonly safety: number;
}

/** `quantity` of the line = granted + waiting + cancelled. */
export interface Grant<Line extends OpenLine = OpenLine> {
  readonly line: Line;
  readonly granted: number;
  readonly waiting: number;
  readonly cancelled: number;
}

export interface Allocation {
  /** One grant per queued line, in the order of the queue. */
  readonly queued: readonly Grant[];
  /** One grant per new line, in the order they were served. */
  readonly fresh: readonly Grant<NewLine>[];
}

/** Units of the sku that may be promised. */
export const allocatable = (level: { readonly free: number; readonly safety: number }): number =>
  Math.max(0, level.free - level.safety);

/**
 * Who gets what, of stock rows that the caller has locked. The queue comes first, in its own order; then new lines by the
 * time their order was placed. Nobody overtakes: a line gets units only when every earlier line of its sku got all of its own.
 * A sku without a level has nothing.
 */
export const allocate = (
  lines: readonly NewLine[],
  stock: Iterable<StockLevel>,
  queue: readonly OpenLine[],
): Allocation => {
  const left = new Map<string, number>();
  for (const level of stock) left.set(level.sku, allocatable(level));

  const take = (line: OpenLine): number => {
    const there = left.get(line.sku) ?? 0;
    const granted = Math.min(there, line.quantity);
    left.set(line.sku, there - granted);
    return granted;
  };

  const queued = queue.map((line) => share(line, take(line), 'wait'));
  const whole = inWholeSets(lines, left);
  return {
    queued,
    fresh: [...lines].sort(byTimePlaced).map((line) => share(line, take(whole(line)), line.whenShort)),
  };
};

const share = <Line extends OpenLine>(
  line: Line,
  granted: number,
  whenShort: NewLine['whenShort'],
): Grant<Line> => {
  const short = line.quantity - granted;
  return whenShort === 'wait'
    ? { line, granted, waiting: short, cancelled: 0 }
    : { line, granted, waiting: 0, cancelled: short };
};

const byTimePlaced = (a: NewLine, b: NewLine): number =>
  a.placedAt - b.placedAt || compareText(a.orderId, b.orderId) || a.position - b.position;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
