import type { AuditCase } from './audit.js';

interface StockRow {
  readonly sku: string;
  readonly on_hand: number;
  readonly free: number;
  readonly reserved: number;
  readonly sent: number;
  readonly held: number;
  readonly moved: number;
  /** Reported missing or damaged at the packing table. */
  readonly missing: number;
}

interface ReportRow {
  readonly report_id: string;
  readonly sku: string;
  readonly units: number;
  readonly written_off: number;
  readonly lost: number;
}

/** Every unit imported is on hand, in a parcel that left, or was reported missing there; nothing is held for orders that ended; the ledger explains each change. */
export const auditStock = async ({ rows, scenario, ledger, fault }: AuditCase) => {
  const stock = await rows<StockRow>(
    `
    select s.sku, s.on_hand, s.free, s.reserved, coalesce(p.sent, 0)::int as sent, coalesce(r.held, 0)::int as held, coalesce(m.moved, 0)::int as moved,
      coalesce(x.missing, 0)::int as missing
    from okuru_inventory.stock s
    left join (select l.sku, sum(l.quantity) as sent from okuru_shipping.parcel_line l join okuru_shipping.parcel p using (parcel_id)
               where p.status in ('dispatched', 'delivered') group by l.sku) p on p.sku = s.sku
    left join (select r.sku, sum(r.held) as held from okuru_inventory.reservation r
               join okuru_order.orders o using (order_id) where o.status in ('awaiting-stock', 'needs-decision') or o.order_id = any ($1::uuid[]) group by r.sku) r on r.sku = s.sku
    left join (select sku, sum(change) as moved from okuru_inventory.movement group by sku) m on m.sku = s.sku
    left join (select sku, sum(units) as missing from okuru_shipping.shortage group by sku) x on x.sku = s.sku`,
    [[...ledger.leftToPeople]],
  );
  const bySku = new Map(stock.map((row) => [row.sku, row]));
  const count = { oversold: 0, unaccountedUnits: 0 };
  for (const [sku, imported] of scenario.stock) {
    const row = bySku.get(sku);
    if (row === undefined) {
      count.unaccountedUnits += imported;
      fault(`${sku}: ${imported} units were imported and the shop knows of none`);
      continue;
    }
    const came = imported + (ledger.broughtIn.get(sku) ?? 0);
    const missing = Math.abs(came - row.on_hand - row.sent - row.missing);
    const oversold = Math.max(0, row.sent + row.missing - came) + Math.max(0, row.reserved - row.on_hand);
    count.unaccountedUnits += missing + Math.abs(row.reserved - row.held);
    count.oversold += oversold;
    if (missing > 0)
      fault(
        `${sku}: imported ${imported}, on hand ${row.on_hand}, sent ${row.sent}, missing ${row.missing}, brought in ${came - imported}`,
      );
    const reported = ledger.missingUnits.get(sku) ?? 0;
    if (reported !== row.missing)
      fault(`${sku}: the crew reported ${reported} units missing, shipping knows of ${row.missing}`);
    if (oversold > 0) fault(`${sku}: ${oversold} units oversold`);
    if (row.reserved !== row.held)
      fault(
        `${sku}: ${row.reserved} units reserved, ${row.held} of them for orders that wait for stock or a decision`,
      );
    if (row.on_hand !== row.free + row.reserved)
      fault(`${sku}: on hand ${row.on_hand} is not free ${row.free} + reserved ${row.reserved}`);
    if (row.moved !== row.on_hand)
      fault(`${sku}: the ledger explains ${row.moved} of ${row.on_hand} units on hand`);
  }
  const lots = await rows<{ readonly sku: string; readonly on_hand: number; readonly units: number }>(`
    select s.sku, case when s.by_lot then s.on_hand else 0 end as on_hand, coalesce(l.units, 0)::int as units
    from okuru_inventory.stock s
    left join (select sku, sum(on_hand) as units from okuru_inventory.lot group by sku) l using (sku)
    where coalesce(l.units, 0) <> case when s.by_lot then s.on_hand else 0 end`);
  for (const { sku, on_hand, units } of lots) {
    count.unaccountedUnits += Math.abs(on_hand - units);
    fault(`${sku}: its lots have ${units} units, and ${on_hand} are on hand of them`);
  }
  const reports = await rows<ReportRow>(`
    select report_id, m.sku, m.units, coalesce(i.written_off, 0)::int as written_off, coalesce(l.lost, 0)::int as lost
    from okuru_shipping.shortage m
    left join okuru_inventory.missing_units i using (report_id, line_id)
    left join lateral (select -sum(change) as lost from okuru_inventory.movement
      where kind = 'adjusted' and op_id = m.report_id::text and movement.line_id = m.line_id) l on true
    where coalesce(i.written_off, 0) <> m.units or coalesce(l.lost, 0) <> m.units`);
  for (const { report_id, sku, units, written_off, lost } of reports) {
    count.unaccountedUnits += Math.abs(units - lost);
    fault(
      `${sku}: report ${report_id} misses ${units} units, ${written_off} were written off, the ledger lost ${lost}`,
    );
  }
  return count;
};
