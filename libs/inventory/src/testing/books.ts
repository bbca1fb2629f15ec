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
     LEFT JOIN movement USING (order_id, line_id) GROUP BY order_id, line_id, issued
     HAVING issued <> coalesce(-sum(change), 0)`,
  ],
  ['nothing is free while somebody waits', 'SELECT * FROM stock WHERE waiting > 0 AND free > safety'],
  [
    'a voided order holds nothing and waits for nothing',
    `SELECT order_id FROM order_demand JOIN reservation USING (order_id)
     WHERE voided_at IS NOT NULL AND held + waiting > 0`,
  ],
  [
    'the facts of a line add up to what it has: reserved - released = held + issued',
    `WITH reserved AS (
       SELECT data->>'orderId' AS order_id, line->>'lineId' AS line_id, sum((line->>'quantity')::int) AS units
       FROM event, jsonb_array_elements(data->'lines') AS line WHERE type = 'stock.reserved' GROUP BY 1, 2
     ), freed AS (
       SELECT data->>'orderId' AS order_id, line->>'lineId' AS line_id, sum((line->>'quantity')::int) AS units
       FROM event, jsonb_array_elements(data->'lines') AS line WHERE type = 'stock.released' GROUP BY 1, 2
     )
     SELECT r.order_id, r.line_id, held, issued, reserved.units AS reserved, freed.units AS freed
     FROM reservation AS r
     LEFT JOIN reserved ON reserved.order_id = r.order_id::text AND reserved.line_id = r.line_id
     LEFT JOIN freed ON freed.order_id = r.order_id::text AND freed.line_id = r.line_id
     WHERE coalesce(reserved.units, 0) - coalesce(freed.units, 0) <> held + issued`,
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
