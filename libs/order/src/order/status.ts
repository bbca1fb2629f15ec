import { countersOf, type LineCounters } from './counters.js';
import type { Order } from './order-state.js';

/** The shop's words for where an order stands, and their Japanese. */
export const STATUS_WORDS = {
  'awaiting-payment': '入金待ち',
  held: '確認待ち',
  'awaiting-stock': '引当待ち',
  'awaiting-packing': '梱包待ち',
  packed: '印刷待ち',
  'partly-shipped': '一部出荷',
  shipped: '出荷済み',
  delivered: '配達済み',
  cancelling: 'キャンセル手続き中',
  cancelled: 'キャンセル',
  'needs-decision': '要判断',
} as const;
export type OrderStatus = keyof typeof STATUS_WORDS;

const STAGES = ['partly-shipped', 'shipped', 'delivered', 'cancelled'] as const satisfies OrderStatus[];
export type OrderStage = 'open' | (typeof STAGES)[number];

/** The status of orders that something has left of or that ended; as the table derives it, which finds orders by it. */
export const stageOf = (status: OrderStatus): OrderStage =>
  STAGES.find((stage) => stage === status) ?? 'open';

/** Sums over the lines of one order. */
interface Units {
  /** Neither shipped nor cancelled. */
  readonly open: number;
  readonly reserved: number;
  readonly packed: number;
  readonly shipped: number;
}

const unitsOf = (lines: readonly LineCounters[]): Units => {
  const sum = (pick: (line: LineCounters) => number) => lines.reduce((total, line) => total + pick(line), 0);
  return {
    open: sum((line) => line.ordered - line.shipped - line.cancelled),
    reserved: sum((line) => line.reserved),
    packed: sum((line) => line.packed),
    shipped: sum((line) => line.shipped),
  };
};

const allDelivered = (order: Order): boolean =>
  order.parcels.every((parcel) => parcel.status !== 'dispatched' && parcel.status !== 'packed');

type Rule = readonly [OrderStatus, (order: Order, units: Units) => boolean];

/** Read from the top; the first that is true is the status. */
const STATUS_TABLE: readonly Rule[] = [
  ['cancelled', (order) => order.cancellation.state === 'done'],
  ['cancelling', (order) => order.cancellation.state === 'requested'],
  ['delivered', (order, { open, shipped }) => open === 0 && shipped > 0 && allDelivered(order)],
  ['shipped', (_order, { open, shipped }) => open === 0 && shipped > 0],
  ['awaiting-payment', (order) => order.holds.length === 1 && order.holds[0] === 'awaiting-payment'],
  ['held', (order) => order.holds.length > 0],
  ['needs-decision', (order) => order.planningFault !== null],
  ['partly-shipped', (_order, { shipped }) => shipped > 0],
  ['packed', (_order, { open, packed }) => open > 0 && packed === open],
  ['awaiting-packing', (_order, { open, reserved }) => open > 0 && reserved === open],
  ['awaiting-packing', (order, { reserved }) => order.shortStock === 'ship-available' && reserved > 0],
];

/** Where the order stands, derived from its counters, holds and cancellation. */
export const statusOf = (order: Order, lines: readonly LineCounters[] = countersOf(order)): OrderStatus => {
  const units = unitsOf(lines);
  return STATUS_TABLE.find(([, applies]) => applies(order, units))?.[0] ?? 'awaiting-stock';
};
