import type { Client } from 'pg';

/** Milliseconds between two facts of an order, by the clocks of the services. */
export interface Latencies {
  readonly p50: number;
  readonly p99: number;
  readonly orders: number;
}

const BETWEEN = `
  SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99,
    count(*)::int AS orders
  FROM (
    SELECT extract(epoch FROM later.time - placed.time)::float8 * 1000 AS ms
    FROM okuru_order.orders o
    JOIN okuru_order.event placed ON placed.key = 'order:' || o.order_id AND placed.type = 'order.placed'
    JOIN %SCHEMA%.event later ON later.key = placed.key AND later.type = $2
    WHERE o.reference LIKE $1 || '-%'
  ) AS taken`;

/** From `order.placed` to a fact of another service, of the orders whose references begin so. */
export const latenciesTo = async (
  client: Client,
  service: 'inventory' | 'shipping',
  type: 'stock.reserved' | 'parcel.dispatched',
  prefix: string,
): Promise<Latencies> => {
  const { rows } = await client.query<Latencies>(BETWEEN.replace('%SCHEMA%', `okuru_${service}`), [
    prefix,
    type,
  ]);
  return rows[0]!;
};
