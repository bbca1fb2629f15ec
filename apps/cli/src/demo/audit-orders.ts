import type { AuditCase } from './audit.js';

interface OrderRow {
  readonly order_id: string;
  readonly reference: string;
  readonly status: string;
  readonly ordered: number;
  readonly shipped: number;
  readonly cancelled: number;
}

const END_STATES = {
  shipped: 'dispatched',
  delivered: 'dispatched',
  cancelled: 'cancelled',
  'awaiting-stock': 'backordered',
} as const;

/** Every accepted order exists once and is in exactly one end state, with the counters that state asks for. */
export const auditOrders = async ({ rows, ledger, fault }: AuditCase) => {
  const stored = await rows<OrderRow>(`
    select o.order_id, o.reference, o.status, sum(l.ordered)::int as ordered, sum(l.shipped)::int as shipped, sum(l.cancelled)::int as cancelled
    from okuru_order.orders o join okuru_order.order_line l using (order_id) group by o.order_id`);
  const count = { dispatched: 0, cancelled: 0, backordered: 0, lost: 0, duplicated: 0 };
  const seen = new Set<string>();
  for (const order of stored) {
    const accepted = ledger.accepted.get(order.reference);
    if (accepted?.orderId !== order.order_id || seen.has(order.reference)) {
      count.duplicated++;
      fault(
        `order ${order.order_id} (${order.reference}) is stored and was not answered to the storefront under this id`,
      );
      continue;
    }
    seen.add(order.reference);
    const end = END_STATES[order.status as keyof typeof END_STATES] as
      (typeof END_STATES)[keyof typeof END_STATES] | undefined;
    if (end === undefined) {
      count.lost++;
      fault(`order ${order.order_id} is stuck: ${order.status}`);
      continue;
    }
    count[end]++;
    if (order.ordered !== accepted.units)
      fault(`order ${order.order_id}: ${accepted.units} units were posted, ${order.ordered} stored`);
    if (end === 'dispatched' && order.shipped + order.cancelled !== order.ordered)
      fault(`order ${order.order_id}: dispatched with ${order.shipped} of ${order.ordered} units`);
    if (end === 'cancelled' && (order.shipped !== 0 || order.cancelled !== order.ordered))
      fault(`order ${order.order_id}: cancelled with ${order.shipped} units shipped`);
    if (end === 'cancelled' && !ledger.cancelAsked.has(order.order_id))
      fault(`order ${order.order_id}: cancelled although nobody asked`);
  }
  for (const [reference, { orderId }] of ledger.accepted) {
    if (seen.has(reference)) continue;
    count.lost++;
    fault(`order ${orderId} (${reference}) was accepted and is not stored`);
  }
  return count;
};
