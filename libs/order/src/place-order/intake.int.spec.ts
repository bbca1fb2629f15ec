import pg from 'pg';
import { KEY_IN_FLIGHT } from '../request/idempotency.js';
import { OrderShop } from '../testing/order-shop.js';
import { anOrderBody, aReference, aTalkativeOrder, CANARIES } from '../testing/an-order.js';

const ASKS_MAX = 20;

describe('the intake', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());
  const count = async (reference: string): Promise<number> => {
    const { rows } = await shop.sql.query('SELECT count(*)::integer AS n FROM orders WHERE reference = $1', [
      reference,
    ]);
    return rows[0].n;
  };

  it('accepts the smallest order, states it and confirms it in the same transaction', async () => {
    const body = anOrderBody();
    const { status, json } = await shop.post(body);
    expect(status).toBe(201);
    expect(json).toEqual({
      orderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      reference: body.reference,
      channel: 'web',
      status: 'awaiting-stock',
      total: 3000,
      links: { self: `/v1/orders/${json.orderId}`, history: `/v1/orders/${json.orderId}/history` },
    });
    const stated = await shop.stated(json.orderId);
    expect(stated.map(({ type, aggregateVersion }) => [type, aggregateVersion])).toEqual([
      ['order.placed', 1],
      ['order.confirmed', 2],
    ]);
    expect(stated[1]?.data).toMatchObject({
      destination: { country: 'JP', prefecture: 13 },
      payment: { status: 'paid', amount: 3000 },
    });
    expect(await shop.show(json.orderId)).toMatchObject({
      status: 'awaiting-stock',
      statusJa: '引当待ち',
      heldFor: [],
      deadline: null,
    });
  });

  it('makes one order of 50 parallel copies', async () => {
    const body = anOrderBody();
    // On a machine that is busy for long, a copy is told "not yet" and asks again, as a client should.
    const ask = async (): Promise<Awaited<ReturnType<typeof shop.post>>> => {
      for (let asked = 1; ; asked += 1) {
        const answer = await shop.post(body, { idempotencyKey: 'fifty-copies' });
        if (answer.json.code !== KEY_IN_FLIGHT.code || asked === ASKS_MAX) return answer;
      }
    };
    const answers = await Promise.all(Array.from({ length: 50 }, ask));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') !== 'true')).toHaveLength(1);
    expect(await count(body.reference)).toBe(1);
    expect(await shop.statedTypes(answers[0]!.json.orderId)).toEqual(['order.placed', 'order.confirmed']);
  });

  it('answers a repeat the same after a restart, and when the order has moved on', async () => {
    const body = anOrderBody({ delivery: { date: '2026-01-16' } });
    const first = await shop.post(body, { idempotencyKey: 'after-a-restart' });
    await shop.ask('POST', `/v1/orders/${first.json.orderId}/cancel`);
    await shop.restart();
    shop.clock.advance(3 * 24 * 3_600_000);
    const again = await shop.post(body, { idempotencyKey: 'after-a-restart' });
    expect(again.json).toEqual(first.json);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  });

  it('states each order of a batch in the trace of its own request', async () => {
    const traces = Array.from({ length: 30 }, (_, nth) => String(nth + 10).repeat(16));
    const answers = await Promise.all(
      traces.map((trace) => shop.post(anOrderBody(), { traceparent: `00-${trace}-00f067aa0ba902b7-01` })),
    );
    const { rows } = await shop.sql.query<{ key: string; trace: string }>(
      `SELECT key, split_part(traceparent, '-', 2) AS trace FROM event WHERE key = ANY($1)`,
      [answers.map(({ json }) => `order:${json.orderId}`)],
    );
    expect(rows).toHaveLength(60);
    for (const [nth, { json }] of answers.entries()) {
      const own = rows.filter(({ key }) => key === `order:${json.orderId}`).map(({ trace }) => trace);
      expect(own).toEqual([traces[nth], traces[nth]]);
    }
  });

  it('takes the same body with its keys in another order for the same', async () => {
    const body = anOrderBody();
    const first = await shop.post(body, { idempotencyKey: 'key-order' });
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    expect((await shop.post(reversed, { idempotencyKey: 'key-order' })).json).toEqual(first.json);
  });

  it('refuses a key that comes with another body, also while the first is under way', async () => {
    const [one, other] = await Promise.all([
      shop.post(anOrderBody(), { idempotencyKey: 'two-bodies' }),
      shop.post(anOrderBody(), { idempotencyKey: 'two-bodies' }),
    ]);
    expect([one.status, other.status].sort()).toEqual([201, 422]);
    expect([one, other].find(({ status }) => status === 422)?.json.code).toBe('idempotency-key-reused');
  });

  it('keeps the keys of different API keys apart', async () => {
    const [web, mall] = [anOrderBody(), anOrderBody()];
    expect((await shop.post(web, { idempotencyKey: 'mine' })).status).toBe(201);
    expect((await shop.post(mall, { idempotencyKey: 'mine', key: shop.keys.mall })).status).toBe(201);
  });

  it.each([undefined, '', ' ', 'k'.repeat(129), 'clé'])(
    'needs a proper Idempotency-Key, not %j',
    async (idempotencyKey) => {
      const asking = idempotencyKey === undefined ? {} : { idempotencyKey };
      const answer = await shop.ask('POST', '/v1/orders', { body: anOrderBody(), ...asking });
      expect([answer.status, answer.json.code]).toEqual([400, 'idempotency-key-missing']);
    },
  );

  it('gives up on a key that stays under way in another process', async () => {
    const { rows } = await shop.sql.query(
      `SELECT DISTINCT key_id FROM idempotency JOIN orders USING (order_id) WHERE channel = 'web'`,
    );
    expect(rows).toHaveLength(1);
    const other = await shop.sql.connect();
    try {
      await other.query('BEGIN');
      await other.query(`SELECT pg_advisory_xact_lock(hashtextextended($1 || ' place-order stuck', 0))`, [
        rows[0].key_id,
      ]);
      const body = anOrderBody();
      const [stuck, neighbour] = await Promise.all([
        shop.post(body, { idempotencyKey: 'stuck' }),
        shop.post(anOrderBody()),
      ]);
      expect([stuck.status, stuck.json.code]).toEqual([409, 'idempotency-key-in-flight']);
      expect(neighbour.status).toBe(201);
      await other.query('ROLLBACK');
      expect((await shop.post(body, { idempotencyKey: 'stuck' })).status).toBe(201);
    } finally {
      other.release();
    }
  });

  it('accepts 199 good orders beside a bad one', async () => {
    const bodies = Array.from({ length: 200 }, (_, nth) =>
      anOrderBody(nth === 77 ? { lines: [{ sku: 'NO-SUCH', quantity: 1, unitPrice: 1 }] } : {}),
    );
    const answers = await Promise.all(bodies.map((body) => shop.post(body)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(199);
    expect(answers[77]).toMatchObject({
      status: 422,
      json: { errors: [{ path: 'lines[0].sku', message: 'is not an item of this shop' }] },
    });
  });

  it('finds the one order the database refuses and stores its neighbours', async () => {
    await shop.sql.query(
      `ALTER TABLE orders ADD CONSTRAINT planted CHECK (terms_version <> 'planted fault')`,
    );
    try {
      const bodies = Array.from({ length: 60 }, (_, nth) =>
        anOrderBody(nth === 41 ? { termsVersion: 'planted fault' } : {}),
      );
      const answers = await Promise.all(bodies.map((body) => shop.post(body)));
      expect(answers.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(59);
      expect(answers[41]?.status).toBe(500);
      expect(JSON.stringify(answers[41]?.json)).not.toContain('planted');
      expect(await count(bodies[41]!.reference)).toBe(0);
    } finally {
      await shop.sql.query('ALTER TABLE orders DROP CONSTRAINT planted');
    }
  });

  it('lets a refused request be right tomorrow: the same key and body pass once the item is known', async () => {
    const body = anOrderBody({ lines: [{ sku: 'NEW-CUP', quantity: 1, unitPrice: 1 }] });
    expect((await shop.post(body, { idempotencyKey: 'not-yet' })).status).toBe(422);
    await shop.knows('NEW-CUP');
    expect((await shop.post(body, { idempotencyKey: 'not-yet' })).status).toBe(201);
  });

  describe('a reference', () => {
    it('belongs to one order of its channel; the refusal names it and is replayed', async () => {
      const reference = aReference();
      const orderId = await shop.place({ reference });
      const second = await shop.post(anOrderBody({ reference }), { idempotencyKey: 'second' });
      expect(second).toMatchObject({ status: 409, json: { code: 'reference-taken', orderId } });
      const replayed = await shop.post(anOrderBody({ reference }), { idempotencyKey: 'second' });
      expect([replayed.status, replayed.json.code, replayed.headers.get('idempotent-replayed')]).toEqual([
        409,
        'reference-taken',
        'true',
      ]);
    });

    it('may stand once in each channel', async () => {
      const reference = aReference();
      await shop.place({ reference });
      await shop.place({ reference }, shop.keys.mall);
      expect(await count(reference)).toBe(2);
    });

    it('goes to one of two that arrive together', async () => {
      const reference = aReference();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => shop.post(anOrderBody({ reference }))),
      );
      expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
      expect(await count(reference)).toBe(1);
    });
  });

  describe('a channel', () => {
    it('is that of the storefront key', async () => {
      expect((await shop.post(anOrderBody({ channel: 'mall' }))).json.errors).toMatchObject([
        { path: 'channel' },
      ]);
      expect((await shop.post(anOrderBody({ channel: 'web' }))).json.channel).toBe('web');
    });

    it('may be named by staff', async () => {
      expect((await shop.post(anOrderBody({ channel: 'phone' }), { key: shop.keys.ops })).json.channel).toBe(
        'phone',
      );
      expect((await shop.post(anOrderBody(), { key: shop.keys.ops })).json.channel).toBe('direct');
    });
  });

  it('refuses a day of delivery that is over at the shop', async () => {
    const yesterday = new Date(shop.clock.now().getTime() + 9 * 3_600_000 - 24 * 3_600_000)
      .toISOString()
      .slice(0, 10);
    const answer = await shop.post(anOrderBody({ delivery: { date: yesterday } }));
    expect(answer).toMatchObject({ status: 422, json: { errors: [{ path: 'delivery.date' }] } });
  });

  it('tells the path of every mistake', async () => {
    const answer = await shop.post(
      anOrderBody({ lines: [{ sku: 'MUG', quantity: 0, unitPrice: 1 }], money: { total: -1 } }),
    );
    expect(answer.json).toMatchObject({
      status: 422,
      errors: [
        { path: 'lines[0].quantity', message: 'must be a whole number from 1 to 9999, without quotes' },
        { path: 'money.total' },
      ],
    });
  });

  it('is for storefronts and staff only', async () => {
    expect((await shop.post(anOrderBody(), { key: shop.keys.warehouse })).status).toBe(403);
    expect((await shop.post(anOrderBody(), { key: 'ok_nobody' })).status).toBe(401);
  });

  it('refuses a body the database would choke on before it meets its neighbours', async () => {
    const body = JSON.stringify(anOrderBody()).replace('千代田区', 'NUL\\u0000');
    expect((await shop.post(body)).status).toBe(400);
  });

  it('forgets an idempotency key after 30 days; its reference still stops a second order', async () => {
    const body = anOrderBody();
    await shop.post(body, { idempotencyKey: 'long-ago' });
    await shop.post(anOrderBody(), { idempotencyKey: 'lately' });
    const age = (key: string, days: number) =>
      shop.sql.query(
        `UPDATE idempotency SET created_at = now() - make_interval(days => $2) WHERE idempotency_key = $1`,
        [key, days],
      );
    await age('long-ago', 31);
    await age('lately', 29);
    shop.clock.advance(3_600_000);
    await shop.sweepTimers();
    const { rows } = await shop.sql.query(
      `SELECT idempotency_key AS key FROM idempotency WHERE idempotency_key IN ('long-ago', 'lately')`,
    );
    expect(rows).toEqual([{ key: 'lately' }]);
    expect((await shop.post(body, { idempotencyKey: 'long-ago' })).json.code).toBe('reference-taken');
  });

  it('keeps 200 lines of one sku apart', async () => {
    const orderId = await shop.place({
      lines: Array.from({ length: 200 }, () => ({ sku: 'MUG', quantity: 1, unitPrice: 1 })),
    });
    expect((await shop.show(orderId)).lines.map(({ lineId }) => lineId)).toEqual(
      Array.from({ length: 200 }, (_, nth) => String(nth + 1)),
    );
  });

  it('keeps nothing personal in plain, wherever it writes', async () => {
    const orderId = await shop.place(aTalkativeOrder());
    await shop.ask('POST', `/v1/orders/${orderId}/confirm`, { key: shop.keys.ops });
    const { rows: tables } = await shop.sql.query(
      `SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'okuru_order' AND relkind IN ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThan(10);
    let searched = '';
    for (const { relname } of tables) {
      const everyRow = `SELECT t::text AS row FROM okuru_order.${pg.escapeIdentifier(relname)} t`;
      const { rows } = await shop.sql.query(everyRow);
      searched += rows.map(({ row }) => row).join('\n');
    }
    expect(searched).toContain(orderId);
    searched += JSON.stringify(await shop.show(orderId));
    expect(CANARIES.filter((canary) => searched.includes(canary))).toEqual([]);
  });
});
