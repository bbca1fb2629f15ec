import type { Order } from '../order/order-state.js';
import type { HistoryHead } from './history.js';

/** An order as stored, locked until the transaction ends, with what its next entries build upon. */
export interface RecordedOrder {
  readonly order: Order;
  readonly channel: string;
  readonly history: HistoryHead;
  /** How many events of this order the service has stated; the next one has the version after it. */
  readonly factsStated: number;
}

export interface OrderRow {
  order_id: string;
  channel: string;
  short_stock: Order['shortStock'];
  total: number;
  payment_method: Order['payment']['method'];
  payment_status: Order['payment']['status'];
  payment_amount: number;
  payment_received_at: Date | null;
  holds: Order['holds'];
  deadline: Date | null;
  confirmed_at: Date | null;
  cancellation: Order['cancellation']['state'];
  cancel_reason: string | null;
  amendment: Order['amendment'] | null;
  planning_fault: string | null;
  reservation: number;
  near_misses: number;
  facts_stated: number;
  history_entries: number;
  history_hash: string;
}

export interface LineRow {
  order_id: string;
  line_id: string;
  sku: string;
  ordered: number;
  set_aside: number;
  cut_short: number;
  returned: number;
}

export interface ParcelRow {
  order_id: string;
  parcel_id: string;
  status: Order['parcels'][number]['status'];
  lines: Order['parcels'][number]['lines'];
  carrier: string | null;
  service: string | null;
  tracking_number: string | null;
}

/** The stored order from its rows. */
export const recordedOrder = (
  row: OrderRow,
  lines: readonly LineRow[],
  parcels: readonly ParcelRow[],
): RecordedOrder => ({
  order: {
    orderId: row.order_id,
    shortStock: row.short_stock,
    total: row.total,
    payment: {
      method: row.payment_method,
      status: row.payment_status,
      amount: row.payment_amount,
      ...(row.payment_received_at === null ? {} : { receivedAt: row.payment_received_at.toISOString() }),
    },
    lines: lines.map(lineOf),
    parcels: parcels.map(parcelOf),
    holds: row.holds,
    deadline: row.deadline?.toISOString() ?? null,
    confirmedAt: row.confirmed_at?.toISOString() ?? null,
    cancellation: cancellationOf(row),
    amendment: row.amendment ?? { state: 'none' },
    planningFault: row.planning_fault,
    reservation: row.reservation,
    nearMisses: row.near_misses,
  },
  channel: row.channel,
  history: { entries: row.history_entries, hash: row.history_hash },
  factsStated: row.facts_stated,
});

const lineOf = (row: LineRow): Order['lines'][number] => ({
  lineId: row.line_id,
  sku: row.sku,
  ordered: row.ordered,
  setAside: row.set_aside,
  cutShort: row.cut_short,
  returned: row.returned,
});

const parcelOf = (row: ParcelRow): Order['parcels'][number] => ({
  parcelId: row.parcel_id,
  status: row.status,
  lines: row.lines,
  carrier: row.carrier,
  service: row.service,
  trackingNumber: row.tracking_number,
});

const cancellationOf = ({ cancellation, cancel_reason }: OrderRow): Order['cancellation'] =>
  cancellation === 'none'
    ? { state: 'none' }
    : {
        state: cancellation,
        reason: cancel_reason as Exclude<Order['cancellation'], { state: 'none' }>['reason'],
      };
