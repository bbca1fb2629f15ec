import type { AuditCase } from './audit.js';

interface ParcelRow {
  readonly parcel_id: string;
  readonly order_id: string;
  readonly status: string;
  readonly tracking_number: string | null;
  readonly quantity: number;
  readonly scanned: number;
}
interface LineRow {
  readonly order_id: string;
  readonly line_id: string;
  readonly ordered: number;
  readonly shipped: number;
  readonly sent: number;
}

const LEFT = new Set(['dispatched', 'delivered']);

/** What left is what the crew handed over, unit by unit, under one waybill each; and it adds up to what the order says. */
export const auditParcels = async ({ rows, ledger, fault }: AuditCase) => {
  const parcels = await rows<ParcelRow>(`
    select p.parcel_id, p.order_id, p.status, p.tracking_number, sum(l.quantity)::int as quantity, sum(l.scanned)::int as scanned
    from okuru_shipping.parcel p join okuru_shipping.parcel_line l using (parcel_id) group by p.parcel_id`);
  const count = { parcels: 0, lost: 0, duplicated: 0, blockedScans: 0 };
  const waybills = new Map<string, string>();
  for (const parcel of parcels) {
    const left = LEFT.has(parcel.status);
    if (left !== ledger.handedOver.has(parcel.parcel_id)) {
      fault(
        `parcel ${parcel.parcel_id} is ${parcel.status}, and the crew ${left ? 'never handed it over' : 'handed it over'}`,
      );
    }
    if (parcel.tracking_number !== null) {
      const other = waybills.get(parcel.tracking_number);
      if (other !== undefined)
        fault(`waybill ${parcel.tracking_number} is on ${parcel.parcel_id} and ${other}`);
      waybills.set(parcel.tracking_number, parcel.parcel_id);
      const given = ledger.waybills.get(parcel.parcel_id);
      if (given !== undefined && given !== parcel.tracking_number)
        fault(`parcel ${parcel.parcel_id} carries another waybill than the one printed`);
    }
    if (!left) continue;
    count.parcels++;
    if (parcel.tracking_number === null) fault(`parcel ${parcel.parcel_id} left without a waybill`);
    const counted = ledger.scannedUnits.get(parcel.parcel_id) ?? 0;
    if (parcel.scanned !== parcel.quantity || counted !== parcel.quantity) {
      fault(
        `parcel ${parcel.parcel_id} left with ${parcel.quantity} units, ${parcel.scanned} proven, ${counted} scanned by the crew`,
      );
    }
  }
  const lines = await rows<LineRow>(`
    select o.order_id, o.line_id, o.ordered, o.shipped, coalesce(s.sent, 0)::int as sent
    from okuru_order.order_line o
    left join (
      select p.order_id, l.line_id, sum(l.quantity) as sent
      from okuru_shipping.parcel p join okuru_shipping.parcel_line l using (parcel_id)
      where p.status in ('dispatched', 'delivered') group by p.order_id, l.line_id
    ) s on s.order_id = o.order_id and s.line_id = o.line_id
    where o.shipped <> coalesce(s.sent, 0) or coalesce(s.sent, 0) > o.ordered`);
  for (const line of lines) {
    if (line.sent > line.ordered) count.duplicated++;
    else count.lost++;
    fault(
      `order ${line.order_id} line ${line.line_id}: ordered ${line.ordered}, shipped ${line.shipped}, in parcels that left ${line.sent}`,
    );
  }
  const astray = await rows<{ parcel_id: string }>(`
    select p.data->>'parcelId' as parcel_id
    from okuru_shipping.event p
    join lateral (
      select wish.data->>'addressId' as address_id
      from okuru_shipping.event yes join okuru_order.event wish
        on wish.key = yes.key and wish.type = 'order.amendment-requested' and wish.data->'amendment' = yes.data->'amendment'
      where yes.key = p.key and yes.type = 'amendment.accepted' order by (yes.data->>'amendment')::int desc limit 1
    ) last on true
    where p.type = 'parcel.dispatched' and p.data->>'addressId' is distinct from last.address_id`);
  for (const { parcel_id } of astray)
    fault(`parcel ${parcel_id} left for another address than the last accepted amendment says`);
  const [scans] = await rows<{ blocked: number; heard: number }>(`
    select (select count(*)::int from okuru_shipping.blocked_scan) as blocked,
           (select coalesce(sum(near_misses), 0)::int from okuru_order.orders) as heard`);
  count.blockedScans = scans?.blocked ?? 0;
  if (count.blockedScans !== ledger.wrongScans)
    fault(`${ledger.wrongScans} wrong scans were made, ${count.blockedScans} blocked`);
  if (scans?.heard !== count.blockedScans)
    fault(`${count.blockedScans} scans were blocked, the orders heard of ${scans?.heard ?? 0}`);
  return count;
};
