import type { Client } from 'pg';
import type { Finding } from './finding.js';

const NAMED_MAX = 5;

/** Kept by the inventory service alone: every unit on hand is free or held, each with its reason in the ledger. */
const AMISS = `
  SELECT s.sku FROM okuru_inventory.stock s
  LEFT JOIN (SELECT sku, sum(held) AS held FROM okuru_inventory.reservation GROUP BY sku) r USING (sku)
  LEFT JOIN (SELECT sku, warehouse, sum(change) AS moved FROM okuru_inventory.movement GROUP BY sku, warehouse) m USING (sku, warehouse)
  WHERE s.on_hand <> s.free + s.reserved OR s.reserved <> coalesce(r.held, 0) OR s.on_hand <> coalesce(m.moved, 0)
  ORDER BY s.sku`;

export const examineStock = async (client: Client): Promise<Finding[]> => {
  const { rows } = await client.query<{ sku: string }>(AMISS);
  const named = rows.slice(0, NAMED_MAX).map(({ sku }) => sku);
  return [
    {
      part: 'inventory',
      check: 'stock',
      verdict: rows.length > 0 ? 'ill' : 'well',
      says:
        rows.length > 0
          ? `${rows.length} goods do not add up (${named.join(', ')}${rows.length > named.length ? ', …' : ''}): count them and adjust.`
          : 'On hand is free plus reserved, reserved is held by orders, and the ledger explains every unit.',
    },
  ];
};
