import type { Client } from 'pg';
import type { Finding } from './finding.js';

const NAMED_MAX = 5;

/** All lots of goods that are kept by lot are what is on hand of them, and the ledger explains each; other goods have none. */
const LOTS_AMISS = `
  SELECT s.sku FROM okuru_inventory.stock s
  LEFT JOIN (SELECT sku, warehouse, sum(on_hand) AS units FROM okuru_inventory.lot GROUP BY sku, warehouse) l USING (sku, warehouse)
  WHERE coalesce(l.units, 0) <> CASE WHEN s.by_lot THEN s.on_hand ELSE 0 END
  UNION
  SELECT l.sku FROM okuru_inventory.lot l
  LEFT JOIN (SELECT sku, lot, sum(change) AS moved FROM okuru_inventory.movement WHERE lot IS NOT NULL GROUP BY sku, lot) m USING (sku, lot)
  WHERE l.on_hand <> coalesce(m.moved, 0)
  ORDER BY sku`;

/** Kept by the inventory service alone: every unit on hand is free or held, each with its reason in the ledger. */
const AMISS = `
  SELECT s.sku FROM okuru_inventory.stock s
  LEFT JOIN (SELECT sku, sum(held) AS held FROM okuru_inventory.reservation GROUP BY sku) r USING (sku)
  LEFT JOIN (SELECT sku, warehouse, sum(change) AS moved FROM okuru_inventory.movement GROUP BY sku, warehouse) m USING (sku, warehouse)
  WHERE s.on_hand <> s.free + s.reserved OR s.reserved <> coalesce(r.held, 0) OR s.on_hand <> coalesce(m.moved, 0)
  ORDER BY s.sku`;

export const examineStock = async (client: Client): Promise<Finding[]> => [
  await examine(client, 'stock', AMISS, {
    well: 'On hand is free plus reserved, reserved is held by orders, and the ledger explains every unit.',
    ill: 'goods do not add up',
    mend: 'count them and adjust',
  }),
  await examine(client, 'lots', LOTS_AMISS, {
    well: 'The lots of each item together are what is on hand of it, and the ledger explains every unit of each.',
    ill: 'goods have other units in their lots than on hand',
    mend: 'count them by lot',
  }),
];

const examine = async (
  client: Client,
  check: string,
  amiss: string,
  words: { readonly well: string; readonly ill: string; readonly mend: string },
): Promise<Finding> => {
  const { rows } = await client.query<{ sku: string }>(amiss);
  const named = rows.slice(0, NAMED_MAX).map(({ sku }) => sku);
  const list = `${named.join(', ')}${rows.length > named.length ? ', …' : ''}`;
  return {
    part: 'inventory',
    check,
    verdict: rows.length > 0 ? 'ill' : 'well',
    says: rows.length > 0 ? `${rows.length} ${words.ill} (${list}): ${words.mend}.` : words.well,
  };
};
