import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { REFERENCE_PRODUCTS } from './schema.js';

/** `all`: one commit for everything of a batch; `stages`: five commits for a batch, one per stage. */
export type BatchedMode = 'all' | 'stages';

const BATCH = 100;
const CLIENTS = 2;
const IDS_AT_ONCE = 10_000;

const insertOrders = (status: string): string => `
  o AS (INSERT INTO lim.orders (id, idem_key, customer_id, status, total_cents)
    SELECT i, k, 1, '${status}', t FROM unnest($1::bigint[], $2::uuid[], $3::int[]) x (i, k, t)),
  l AS (INSERT INTO lim.order_line (order_id, product_id, qty, price_cents)
    SELECT i, p, q, 1000 FROM unnest($4::bigint[], $5::int[], $6::int[]) x (i, p, q))`;
const takeStock = (products: number, units: number): string => `
  k AS MATERIALIZED (SELECT s.product_id, d.q FROM unnest($${products}::int[], $${units}::int[]) d (p, q)
    JOIN lim.stock s ON s.product_id = d.p ORDER BY s.product_id FOR UPDATE OF s),
  u AS (UPDATE lim.stock s SET reserved = s.reserved + k.q FROM k
    WHERE s.product_id = k.product_id AND s.reserved + k.q <= s.on_hand RETURNING 1)`;
const state = (topic: string): string => `
  b AS (INSERT INTO lim.outbox (order_id, topic, payload) SELECT i, '${topic}', p FROM unnest($1::bigint[], $2::jsonb[]) y (i, p))`;
const ship = `s AS (INSERT INTO lim.shipment (order_id, carrier, status) SELECT i, 'dhl', 'SHIPPED' FROM unnest($1::bigint[]) i)`;
const notify = `n AS (INSERT INTO lim.notification (order_id, channel, body) SELECT i, 'email', 'your order shipped' FROM unnest($1::bigint[]) i)`;
const placed = `INSERT INTO lim.outbox (order_id, topic, payload) SELECT i, 'order.placed', p FROM unnest($1::bigint[], $7::jsonb[]) y (i, p)`;
const move = (status: string): string =>
  `UPDATE lim.orders SET status = '${status}' WHERE id = ANY ($1::bigint[])`;
const taken = '(SELECT count(*) FROM u)::int AS taken';

// Ids come from the client: a batch that is joined on its key inside one CTE costs the square of its size.
const SQL = {
  all: `WITH ${insertOrders('SHIPPED')}, b AS (${placed}), ${ship}, ${notify}, ${takeStock(8, 9)} SELECT ${taken}`,
  place: `WITH ${insertOrders('PLACED')} ${placed}`,
  reserve: `WITH ${state('stock.reserved')}, ${takeStock(3, 4)}, o AS (${move('RESERVED')}) SELECT ${taken}`,
  pack: `WITH ${state('order.packed')} ${move('PACKED')}`,
  dispatch: `WITH ${state('order.dispatched')}, ${ship} ${move('DISPATCHED')}`,
  notify: `WITH ${notify} ${move('NOTIFIED')}`,
};

/** Orders per second of the same writes in batches, by the `pg` driver. */
export const runBatched = async (
  databaseUrl: string,
  mode: BatchedMode,
  seconds: number,
): Promise<number> => {
  const pool = new Pool({ connectionString: databaseUrl, max: CLIENTS });
  const query = (name: keyof typeof SQL, values: unknown[]) =>
    pool.query<{ taken: number }>({ name, text: SQL[name], values });
  const take = await idsFrom(pool);
  const endAt = performance.now() + seconds * 1_000;
  let orders = 0;
  const client = async (): Promise<void> => {
    for (; performance.now() < endAt; orders += BATCH) {
      const batch = aBatch(take());
      const skus = [[...batch.demand.keys()], [...batch.demand.values()]];
      const order = [
        batch.ids,
        batch.keys,
        batch.totals,
        batch.lineOrders,
        batch.products,
        batch.units,
        batch.payloads,
      ];
      const payloads = [batch.ids, batch.payloads];
      if (mode === 'all') {
        expectAll(await query('all', [...order, ...skus]), batch.demand.size);
        continue;
      }
      await query('place', order);
      expectAll(await query('reserve', [...payloads, ...skus]), batch.demand.size);
      await query('pack', payloads);
      await query('dispatch', payloads);
      await query('notify', [batch.ids]);
    }
  };
  try {
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return orders / seconds;
  } finally {
    await pool.end();
  }
};

const expectAll = ({ rows }: { rows: { taken: number }[] }, skus: number): void => {
  if (rows[0]?.taken !== skus) throw new Error('the reference could not take all of its stock');
};

/** Blocks of ids for as many batches as a run can have. */
const idsFrom = async (pool: Pool): Promise<() => number> => {
  const { rows } = await pool.query<{ block: string }>(`SELECT nextval('lim.hilo') AS block`);
  let next = Number(rows[0]!.block) * IDS_AT_ONCE * 100;
  return () => (next += BATCH) - BATCH;
};

const aBatch = (firstId: number) => {
  const batch = {
    ids: [] as number[],
    keys: [] as string[],
    totals: [] as number[],
    lineOrders: [] as number[],
    products: [] as number[],
    units: [] as number[],
    payloads: [] as string[],
    demand: new Map<number, number>(),
  };
  for (let nth = 0; nth < BATCH; nth += 1) {
    const id = firstId + nth;
    const key = randomUUID();
    const one = 1 + Math.floor(Math.random() * (REFERENCE_PRODUCTS - 1));
    const two = one + 1 + Math.floor(Math.random() * (REFERENCE_PRODUCTS - one));
    batch.ids.push(id);
    batch.keys.push(key);
    batch.totals.push(2_000);
    batch.payloads.push(JSON.stringify({ id: key, lines: [one, two].map((p) => ({ p, q: 1 })) }));
    for (const product of [one, two]) {
      batch.lineOrders.push(id);
      batch.products.push(product);
      batch.units.push(1);
      batch.demand.set(product, (batch.demand.get(product) ?? 0) + 1);
    }
  }
  return batch;
};
