import type { AuditCase } from './audit.js';

interface StockRow {
  readonly sku: string;
  readonly on_hand: number;
  readonly free: number;
  readonly reserved: number;
  readonly sent: number;
  readonly held: number;
  readonly moved: number;
}

/** Every unit imported is on hand or in a parcel that left; nothing is held for orders that ended; the ledger explains each change. */
export const auditStock = async ({ rows, scenario, ledger, fault }: AuditCase) => {
  const stock = await rows<StockRow>(
    `
    select s.sku, s.on_hand, s.free, s.reserved, coalesce(p.sent, 0)::int as sent, coalesce(r.held, 0)::int as held, coalesce(m.moved, 0)::int as moved
    from okuru_inventory.stock s
    left join (select l.sku, sum(l.quantity) as sent from okuru_shipping.parcel_line l join okuru_shipping.parcel p using (parcel_id)
               where p.status in ('dispatched', 'delivered') group by l.sku) p on p.sku = s.sku
    left join (select r.sku, sum(r.held) as held from okuru_inventory.reservation r
               join okuru_order.orders o using (order_id) where o.status in ('awaiting-stock', 'needs-decision') or o.order_id = any ($1::uuid[]) group by r.sku) r on r.sku = s.sku
    left join (select sku, sum(change) as moved from okuru_inventory.movement group by sku) m on m.sku = s.sku`,
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
    const missing = Math.abs(imported - row.on_hand - row.sent);
    const oversold = Math.max(0, row.sent - imported) + Math.max(0, row.reserved - row.on_hand);
    count.unaccountedUnits += missing + Math.abs(row.reserved - row.held);
    count.oversold += oversold;
    if (missing > 0) fault(`${sku}: imported ${imported}, on hand ${row.on_hand}, sent ${row.sent}`);
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
  return count;
};
