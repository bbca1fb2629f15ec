import type { AuditCase } from './audit.js';
import type { Ledger } from './ledger.js';

interface OrderRow {
  readonly order_id: string;
  readonly reference: string;
  readonly status: string;
  readonly ordered: number;
  readonly shipped: number;
  readonly cancelled: number;
  /** Shipping stated that nothing fits or no carrier takes it. */
  readonly planning_failed: boolean;
  readonly cancellation: string;
  /** Units that inventory keeps the order waiting for, and of which it could give it none. */
  readonly waits: number;
}

const END_STATES = {
  shipped: 'dispatched',
  delivered: 'dispatched',
  cancelled: 'cancelled',
  'awaiting-stock': 'backordered',
  'needs-decision': 'needsDecision',
} as const;

const CANCELLATION_ENDS = new Set(['done', 'refused']);

/** Every accepted order exists once and is in exactly one end state, with the counters that state asks for. */
export const auditOrders = async ({ rows, ledger, fault }: AuditCase) => {
  const stored = await rows<OrderRow>(`
    select o.order_id, o.reference, o.status, sum(l.ordered)::int as ordered, sum(l.shipped)::int as shipped, sum(l.cancelled)::int as cancelled, o.cancellation,
      coalesce(w.waits, 0) as waits,
      exists (select from okuru_shipping.event e where e.type = 'planning.failed' and e.data->>'orderId' = o.order_id::text) as planning_failed
    from okuru_order.orders o join okuru_order.order_line l using (order_id)
    left join (select r.order_id, sum(r.waiting)::int as waits from okuru_inventory.reservation r join okuru_inventory.stock s using (sku)
               where s.free <= s.safety group by r.order_id) w using (order_id)
    group by o.order_id, w.waits`);
  const count = { dispatched: 0, cancelled: 0, backordered: 0, needsDecision: 0, lost: 0, duplicated: 0 };
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
    const end = endOf(order, ledger);
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
    if (end === 'needsDecision' && !ledger.leftToPeople.has(order.order_id) && !order.planning_failed)
      fault(`order ${order.order_id}: waits for a decision, and nobody said why`);
    if (end === 'backordered' && order.waits === 0)
      fault(`order ${order.order_id}: waits for stock, and inventory has no unit to wait for`);
    if (ledger.cancelAsked.has(order.order_id) && !CANCELLATION_ENDS.has(order.cancellation))
      fault(
        `order ${order.order_id}: its cancellation was acknowledged and is ${order.cancellation}, neither done nor refused`,
      );
    if (end === 'cancelled' && (order.shipped !== 0 || order.cancelled !== order.ordered))
      fault(`order ${order.order_id}: cancelled with ${order.shipped} units shipped`);
    if (end === 'cancelled' && !ledger.cancelAsked.has(order.order_id))
      fault(`order ${order.order_id}: cancelled although nobody asked`);
  }
  const unanswered = await rows<{ order_id: string }>(
    `select order_id from okuru_order.orders where amendment->>'state' = 'requested' or amendment_wanted is not null`,
  );
  for (const { order_id } of unanswered) fault(`order ${order_id}: shipping never answered its amendment`);
  for (const [reference, { orderId }] of ledger.accepted) {
    if (seen.has(reference)) continue;
    count.lost++;
    fault(`order ${orderId} (${reference}) was accepted and is not stored`);
  }
  return count;
};

type End = (typeof END_STATES)[keyof typeof END_STATES];

const endOf = ({ order_id, status }: OrderRow, ledger: Ledger): End | undefined =>
  ledger.leftToPeople.has(order_id) && status === 'awaiting-packing'
    ? 'needsDecision'
    : END_STATES[status as keyof typeof END_STATES];
