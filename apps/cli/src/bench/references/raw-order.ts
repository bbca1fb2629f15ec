import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';

/** What a posted order comes to without a product. */
export interface RawOrder {
  readonly lines: readonly unknown[];
  readonly money: { readonly total: number };
}

const CONNECTIONS = 16;
const INSERT = `
  WITH o AS (INSERT INTO lim.orders (idem_key, customer_id, status, total_cents) VALUES ($1, 1, 'PLACED', $2) RETURNING id),
    l AS (INSERT INTO lim.order_line (order_id, product_id, qty, price_cents)
      SELECT o.id, p, 1, 1000 FROM o, unnest($3::int[]) p)
  INSERT INTO lim.outbox (order_id, topic, payload) SELECT id, 'order.placed', $4::jsonb FROM o`;

/** Order, lines and outbox in one statement and one commit for each request. */
export class RawOrders {
  private readonly pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: CONNECTIONS });

  async insert({ lines, money }: RawOrder, text: string): Promise<void> {
    const products = lines.map((_, at) => at + 1);
    await this.pool.query({
      name: 'insert',
      text: INSERT,
      values: [randomUUID(), money.total, products, text],
    });
  }
}
