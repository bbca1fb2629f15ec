import type { Warehouse } from './warehouse.js';

/**
 * Looks at the tables with SQL of its own for units that were lost, invented or promised twice. Empty when the books are right.
 */
export const faultsInTheBooks = async (warehouse: Warehouse): Promise<Record<string, unknown>[]> => {
  const faults = await Promise.all(
    CHECKS.map(([law, sql]) =>
      warehouse.query<Record<string, unknown>>(sql).then((rows) => rows.map((row) => ({ law, ...row }))),
    ),
  );
  return faults.flat();
};

const CHECKS: readonly [law: string, faulty: string][] = [
  [
    'received + adjusted = on hand + shipped - restocked',
    `SELECT stock.sku, on_hand, moved.* FROM stock
     LEFT JOIN LATERAL (
       SELECT coalesce(sum(change) FILTER (WHERE kind = 'received'), 0) AS received,
         coalesce(sum(change) FILTER (WHERE kind = 'adjusted'), 0) AS adjusted,
         coalesce(-sum(change) FILTER (WHERE kind = 'shipped'), 0) AS shipped,
         coalesce(sum(change) FILTER (WHERE kind = 'restocked'), 0) AS restocked
       FROM movement WHERE movement.sku = stock.sku
     ) AS moved ON true
     WHERE received + adjusted <> on_hand + shipped - restocked`,
  ],
  [
    'on hand = free + reserved',
    'SELECT * FROM stock WHERE on_hand <> free + reserved OR reserved < 0 OR free < 0',
  ],
  [
    'what stock has reserved is what orders hold, and both know the same queue',
    `SELECT stock.sku, reserved, waiting, lines.* FROM stock
     LEFT JOIN LATERAL (
       SELECT coalesce(sum(held), 0) AS held, coalesce(sum(r.waiting), 0) AS queued FROM reservation AS r WHERE r.sku = stock.sku
     ) AS lines ON true
     WHERE reserved <> held OR waiting <> queued`,
  ],
  [
    'no line loses a unit',
    `SELECT * FROM reservation WHERE ordered <> held + waiting + issued + released + cancelled
       OR least(held, waiting, issued, released, cancelled) < 0`,
  ],
  [
    'what a line issued is what the ledger shipped for it',
    `SELECT order_id, line_id, issued, coalesce(-sum(change), 0) AS shipped FROM reservation
     LEFT JOIN (SELECT * FROM movement WHERE kind = 'shipped') AS shipped USING (order_id, line_id)
     GROUP BY order_id, line_id, issued
     HAVING issued <> coalesce(-sum(change), 0)`,
  ],
  [
    'all lots of an item together are what is on hand of it, and other goods have none',
    `SELECT stock.sku, by_lot, on_hand, lots.units FROM stock
     LEFT JOIN LATERAL (SELECT coalesce(sum(lot.on_hand), 0) AS units FROM lot WHERE lot.sku = stock.sku) AS lots ON true
     WHERE lots.units <> CASE WHEN by_lot THEN on_hand ELSE 0 END`,
  ],
  [
    'the ledger explains every unit of a lot',
    `SELECT lot.sku, lot.lot, on_hand, moved.units FROM lot
     LEFT JOIN LATERAL (
       SELECT coalesce(sum(change), 0) AS units FROM movement WHERE movement.sku = lot.sku AND movement.lot = lot.lot
     ) AS moved ON true
     WHERE on_hand <> moved.units`,
  ],
  [
    'what was last stated of the lots of an item is what they are',
    `SELECT stock.sku, lots_version, stated.version FROM stock
     LEFT JOIN LATERAL (
       SELECT (data->>'lotsVersion')::int AS version, data->'lots' AS lots FROM event
       WHERE type = 'lots.changed' AND data->>'sku' = stock.sku ORDER BY 1 DESC LIMIT 1
     ) AS stated ON true
     WHERE lots_version <> coalesce(stated.version, 0) OR coalesce(stated.lots, '[]') <> coalesce((
       SELECT jsonb_agg(jsonb_build_object('lot', lot, 'expiresOn', expires_on::text, 'onHand', lot.on_hand) ORDER BY expires_on, lot)
       FROM lot WHERE lot.sku = stock.sku AND lot.on_hand > 0
     ), '[]')`,
  ],
  ['nothing is free while somebody waits', 'SELECT * FROM stock WHERE waiting > 0 AND free > safety'],
  [
    'a voided order holds nothing and waits for nothing',
    `SELECT order_id FROM order_demand JOIN reservation USING (order_id)
     WHERE voided_at IS NOT NULL AND held + waiting > 0`,
  ],
  [
    'the facts of a line add up to what it has: reserved - released - awaited + replaced = held + issued',
    `WITH reserved AS (
       SELECT data->>'orderId' AS order_id, line->>'lineId' AS line_id, sum((line->>'quantity')::int) AS units
       FROM event, jsonb_array_elements(data->'lines') AS line WHERE type = 'stock.reserved' GROUP BY 1, 2
     ), freed AS (
       SELECT data->>'orderId' AS order_id, line->>'lineId' AS line_id, sum((line->>'quantity')::int) AS units
       FROM event, jsonb_array_elements(data->'lines') AS line WHERE type = 'stock.released' GROUP BY 1, 2
     ), awaited AS (
       SELECT data->>'orderId' AS order_id, line->>'lineId' AS line_id, sum((line->>'quantity')::int) AS units
       FROM event, jsonb_array_elements(data->'lines') AS line WHERE type = 'stock.replacement-awaited' GROUP BY 1, 2
     ), replaced AS (
       SELECT data->>'orderId' AS order_id, line->>'lineId' AS line_id, sum((line->>'quantity')::int) AS units
       FROM event, jsonb_array_elements(data->'lines') AS line
       WHERE type = 'stock.replaced' AND data->>'awaitedSince' IS NOT NULL GROUP BY 1, 2
     )
     SELECT r.order_id, r.line_id, held, issued, reserved.units AS reserved, freed.units AS freed,
       awaited.units AS awaited, replaced.units AS replaced
     FROM reservation AS r
     LEFT JOIN reserved ON reserved.order_id = r.order_id::text AND reserved.line_id = r.line_id
     LEFT JOIN freed ON freed.order_id = r.order_id::text AND freed.line_id = r.line_id
     LEFT JOIN awaited ON awaited.order_id = r.order_id::text AND awaited.line_id = r.line_id
     LEFT JOIN replaced ON replaced.order_id = r.order_id::text AND replaced.line_id = r.line_id
     WHERE coalesce(reserved.units, 0) - coalesce(freed.units, 0)
       - coalesce(awaited.units, 0) + coalesce(replaced.units, 0) <> held + issued`,
  ],
  [
    'what was written off for a report is in the ledger, once',
    `SELECT report_id, line_id, written_off, lost.units FROM missing_units
     LEFT JOIN LATERAL (
       SELECT coalesce(-sum(change), 0) AS units FROM movement
       WHERE kind = 'adjusted' AND op_id = report_id::text AND movement.line_id = missing_units.line_id
     ) AS lost ON true
     WHERE written_off <> lost.units`,
  ],
  [
    'what a parcel lacks waits in the queue, unless its order was given up',
    `SELECT order_id, line_id, waiting, owed.units FROM reservation
     JOIN (
       SELECT order_id, line_id, sum(units - replaced) AS units FROM missing_units GROUP BY 1, 2
     ) AS owed USING (order_id, line_id)
     JOIN order_demand USING (order_id)
     WHERE voided_at IS NULL AND owed.units > waiting`,
  ],
  [
    'what was stated as replaced is what came',
    `SELECT report_id, line_id, replaced, stated.units FROM missing_units
     LEFT JOIN LATERAL (
       SELECT coalesce(sum((line->>'quantity')::int), 0) AS units FROM event, jsonb_array_elements(data->'lines') AS line
       WHERE type = 'stock.replaced' AND data->>'reportId' = report_id::text AND line->>'lineId' = line_id
     ) AS stated ON true
     WHERE replaced <> stated.units`,
  ],
  [
    'the last reservation of an order states what still waits, and reservations are counted without a gap',
    `WITH stated AS (
       SELECT data->>'orderId' AS order_id, count(*) AS facts, max((data->>'reservation')::int) AS last,
         count(DISTINCT data->>'reservation') AS numbers
       FROM event WHERE type = 'stock.reserved' GROUP BY 1
     )
     SELECT d.order_id, d.reservations, stated.* FROM order_demand AS d
     LEFT JOIN stated ON stated.order_id = d.order_id::text
     WHERE d.reservations <> coalesce(facts, 0) OR facts <> last OR facts <> numbers`,
  ],
];
