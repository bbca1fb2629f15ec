import { until } from '@okuru/platform/testing';
import { anOrderBody } from '../testing/an-order.js';
import { type Answer, OrderShop } from '../testing/order-shop.js';
import { ORDERS_BYTES_MAX, ORDERS_MAX } from './place-orders.dto.js';

let keys = 0;
const keyed = (order: object = anOrderBody(), idempotencyKey: unknown = `batch-${(keys += 1)}`) => ({
  idempotencyKey,
  order,
});
const place = (shop: OrderShop, orders: readonly unknown[], key?: string): Promise<Answer> =>
  shop.ask('POST', '/v1/orders/batch', { body: { orders }, ...(key === undefined ? {} : { key }) });
const statusesOf = ({ json }: Answer): number[] =>
  (json.answers as { status: number }[]).map(({ status }) => status);

describe('many orders in one request', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());

  it('commit together, each answered as alone, and larger than any other body may be', async () => {
    const orders = Array.from({ length: ORDERS_MAX }, () =>
      keyed(anOrderBody({ remarks: 'あ'.repeat(200) })),
    );
    expect(Buffer.byteLength(JSON.stringify({ orders }))).toBeGreaterThan(256 * 1024);
    const answer = await place(shop, orders);
    expect(answer.status).toBe(200);
    expect(new Set(statusesOf(answer))).toEqual(new Set([201]));
    const ids = (answer.json.answers as { body: { orderId: string } }[]).map(({ body }) => body.orderId);
    expect(answer.json.answers[7]).toEqual({
      status: 201,
      body: {
        orderId: ids[7],
        reference: (orders[7]!.order as { reference: string }).reference,
        channel: 'web',
        status: 'held',
        total: 3000,
        links: { self: `/v1/orders/${ids[7]}`, history: `/v1/orders/${ids[7]}/history` },
      },
    });
    const { rows } = await shop.sql.query<{ stored: number; commits: number }>(
      `SELECT count(*)::int AS stored, count(DISTINCT xmin::text)::int AS commits FROM orders WHERE order_id = ANY ($1)`,
      [ids],
    );
    expect(rows).toEqual([{ stored: ORDERS_MAX, commits: 1 }]);
    expect(await shop.statedTypes(ids[7]!)).toEqual(['order.placed', 'order.held']);
  });

  it('a bad one harms no neighbour and is told what it would be told alone', async () => {
    const taken = anOrderBody();
    await shop.place(taken);
    const answer = await place(shop, [
      keyed(),
      keyed({ ...anOrderBody(), lines: [{ sku: 'MUG', quantity: '2', unitPrice: 1500 }] }),
      keyed({ ...anOrderBody(), lines: [{ sku: 'UNKNOWN', quantity: 2, unitPrice: 1500 }] }),
      { order: anOrderBody() },
      keyed(anOrderBody(), 'あ'),
      keyed({ ...taken, remarks: 'another order' }),
      42,
      null,
      { idempotencyKey: 'no-order' },
      { ...keyed(), orders: [] },
      keyed({ ...anOrderBody(), channel: 'mall' }),
      keyed(),
    ]);
    expect(statusesOf(answer)).toEqual([201, 422, 422, 400, 400, 409, 422, 422, 422, 422, 422, 201]);
    const told = (answer.json.answers as { body: { code: string; errors?: { path: string }[] } }[]).map(
      ({ body }) => [body.code, body.errors?.[0]?.path],
    );
    expect(told[1]).toEqual(['invalid-request', 'lines[0].quantity']);
    expect(told[2]).toEqual(['invalid-request', 'lines[0].sku']);
    expect(told[3]).toEqual(['idempotency-key-missing', undefined]);
    expect(told[5]).toEqual(['reference-taken', undefined]);
    expect(told[8]).toEqual(['invalid-request', 'order']);
    expect(told[9]).toEqual(['invalid-request', 'orders']);
  });

  it('answers a repeat as before, alone or among others, and one key twice in a batch as one order', async () => {
    const [first, second] = [keyed(), keyed()];
    const before = await place(shop, [first, second, first]);
    expect(statusesOf(before)).toEqual([201, 201, 201]);
    const [one, two, copy] = before.json.answers;
    expect(copy.body).toEqual(one.body);
    const again = await place(shop, [second, keyed(), first]);
    expect(again.json.answers[0]).toEqual({ ...two, headers: { 'idempotent-replayed': 'true' } });
    expect(again.json.answers[2]).toMatchObject({ body: one.body });
    const alone = await shop.post(first.order, { idempotencyKey: first.idempotencyKey as string });
    expect([alone.status, alone.headers.get('idempotent-replayed'), alone.json]).toEqual([
      201,
      'true',
      one.body,
    ]);
    const other = await place(shop, [{ ...first, order: anOrderBody() }]);
    expect(other.json.answers[0]).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('belongs to whoever may place one, and has its bounds', async () => {
    expect((await place(shop, [keyed()], shop.keys.warehouse)).status).toBe(403);
    expect((await place(shop, [keyed()], 'nobody')).status).toBe(401);
    expect((await place(shop, [keyed()], shop.keys.ops)).status).toBe(200);
    const bounds = [[], Array.from({ length: ORDERS_MAX + 1 }, () => 1), 'orders'];
    for (const orders of bounds)
      expect((await shop.ask('POST', '/v1/orders/batch', { body: { orders } })).status).toBe(422);
    expect((await shop.ask('POST', '/v1/orders/batch', { body: [keyed()] })).status).toBe(422);
    const large = keyed({ ...anOrderBody(), remarks: 'r'.repeat(ORDERS_BYTES_MAX) });
    expect((await place(shop, [large])).status).toBe(413);
  });
});

describe('the bounds of single orders', () => {
  it('hold for batches: the rate counts orders', async () => {
    const shop = await OrderShop.open({ OKURU_RATE_LIMIT_PER_MINUTE: '100' });
    try {
      const half = await place(
        shop,
        Array.from({ length: 60 }, () => keyed()),
      );
      expect([half.status, half.headers.get('ratelimit-remaining')]).toEqual([200, '40']);
      const beyond = await place(
        shop,
        Array.from({ length: 60 }, () => keyed()),
      );
      expect([beyond.status, beyond.json.code]).toEqual([429, 'too-many-requests']);
      expect(Number(beyond.headers.get('retry-after'))).toBeGreaterThan(5);
      expect((await shop.post(anOrderBody())).status).toBe(201);
    } finally {
      await shop.close();
    }
  });

  it('hold for batches: each order is put off while the outbox is full', async () => {
    const shop = await OrderShop.open({ OKURU_OUTBOX_FACTS_MAX: '3' });
    const other = await shop.sql.connect();
    try {
      await other.query('BEGIN');
      await other.query('LOCK TABLE relay_lease IN ACCESS EXCLUSIVE MODE');
      let answer: Answer | undefined;
      await until(async () => {
        answer = await place(shop, [keyed(), keyed()]);
        return answer.json.answers[0].status === 503;
      }, 30_000);
      expect(answer?.json.answers).toEqual(
        [1, 2].map(() => ({
          status: 503,
          headers: { 'retry-after': '10' },
          body: expect.objectContaining({ code: 'unavailable' }),
        })),
      );
    } finally {
      await other.query('ROLLBACK');
      other.release();
      await shop.close();
    }
  });
});
