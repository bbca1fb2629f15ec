import { MemoryEventLog } from '@okuru/platform';
import { Pool } from 'pg';
import { goodBody, SPOILT_BODIES, UNFIT_BODIES, UNREADABLE_BODIES } from './support/bodies.js';
import { haveAllHeardAll } from './support/heard-all.js';
import { type Change, changesBetween, lastingRows } from './support/lasting-rows.js';
import { startShop, type TestShop } from './support/shop.js';

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { path: string; message: string }[];
}

describe('bad input', () => {
  const log = new MemoryEventLog();
  let shop: TestShop;
  let database: Pool;
  let serial = 0;

  beforeAll(async () => {
    shop = await startShop({ eventLog: log });
    await shop.stock({ 'MUG-WHITE': 100_000, 'TEA-SENCHA': 100_000 });
    database = new Pool({ connectionString: shop.databaseUrl, max: 1 });
    await shop.until(
      () => haveAllHeardAll(log),
      (all) => all,
    );
  });
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
  });

  const post = (body: Buffer | string, headers: Record<string, string> = {}) =>
    fetch(`${shop.url}/v1/orders`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${shop.keys.storefront}`,
        'content-type': 'application/json',
        'idempotency-key': `bad-${serial++}`,
        ...headers,
      },
      body: body as string,
    });

  /** What a request changed in the whole database, whatever it answered. */
  const changedBy = async (asking: () => Promise<Response>): Promise<[Response, Change[]]> => {
    const before = await lastingRows(database);
    const answer = await asking();
    return [answer, changesBetween(before, await lastingRows(database))];
  };
  const orders = async (): Promise<number> =>
    (await database.query<{ orders: number }>('SELECT count(*)::int AS orders FROM okuru_order.orders'))
      .rows[0]!.orders;

  const expectProblem = async (answer: Response, status: number): Promise<Problem> => {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await answer.json()) as Problem;
    expect(problem).toMatchObject({ status, title: expect.any(String), code: expect.any(String) });
    return problem;
  };

  it('has at least 60 bodies that are spoilt in one field each', () => {
    expect(new Set(SPOILT_BODIES.map(({ what }) => what)).size).toBeGreaterThanOrEqual(60);
    expect(SPOILT_BODIES.every(({ path }) => path.length > 0)).toBe(true);
  });

  it('is seen to change something when an order is taken', async () => {
    const [answer, changes] = await changedBy(() => post(JSON.stringify(goodBody('taken'))));
    expect(answer.status).toBe(201);
    expect(changes.map(({ place }) => place)).toEqual(
      expect.arrayContaining([
        'okuru_order.orders',
        'okuru_order.order_line',
        'okuru_order.event',
        'okuru_order.idempotency',
        'okuru_key_ring.person_key',
      ]),
    );
    await shop.until(
      () => shop.call('ops', 'GET', '/v1/orders?reference=taken'),
      ({ body }) => body.orders[0].parcels.length > 0 && body.orders[0].letters.length > 0,
    );
    await shop.until(
      () => haveAllHeardAll(log),
      (all) => all,
    );
  });

  it.each(SPOILT_BODIES.map((each) => [each.what, each] as const))(
    '%s: names the field and changes nothing',
    async (_what, { spoil, path }) => {
      const body = goodBody(`bad-${serial}`);
      spoil(body);
      const [answer, changes] = await changedBy(() => post(JSON.stringify(body)));
      const problem = await expectProblem(answer, 422);
      expect(problem.errors?.map((error) => error.path)).toContain(path);
      expect(problem.errors?.every((error) => error.message.length > 0)).toBe(true);
      expect(changes).toEqual([]);
    },
  );

  it.each(UNREADABLE_BODIES.map((each) => [each.what, each] as const))(
    '%s: names the field and the byte, and changes nothing',
    async (_what, { bytes, path, offset }) => {
      const [answer, changes] = await changedBy(() => post(bytes));
      const problem = await expectProblem(answer, 400);
      expect(problem).toMatchObject({ code: 'unreadable-json', errors: [{ path }] });
      expect(problem.detail).toContain(`(at byte offset ${offset}, `);
      expect(problem.detail?.startsWith(path === '' ? 'The body' : path)).toBe(true);
      expect(changes).toEqual([]);
      expect(({} as Record<string, unknown>)['role']).toBeUndefined();
    },
  );

  it.each(UNFIT_BODIES.map((each) => [each.what, each] as const))(
    '%s: says what is wrong with the body and changes nothing',
    async (_what, { bytes, status, says }) => {
      const [answer, changes] = await changedBy(() => post(bytes));
      expect(JSON.stringify(await expectProblem(answer, status))).toMatch(says);
      expect(changes).toEqual([]);
    },
  );

  it('a reference used before: the refusal is kept under its Idempotency-Key, one row and nothing else', async () => {
    const [answer, changes] = await changedBy(() =>
      post(JSON.stringify({ ...goodBody('taken'), remarks: 'another order' })),
    );
    await expectProblem(answer, 409);
    const kept = { place: 'okuru_order.idempotency', added: [expect.any(String)], removed: [] };
    expect(changes).toEqual([kept]);
  });

  it('refuses a body without Idempotency-Key, with a foreign content type, and with a key of 129 characters', async () => {
    const body = JSON.stringify(goodBody('no-key'));
    const noKey = await fetch(`${shop.url}/v1/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shop.keys.storefront}`, 'content-type': 'application/json' },
      body,
    });
    expect(JSON.stringify(await expectProblem(noKey, 400))).toMatch(/Idempotency-Key/i);
    await expectProblem(await post(body, { 'idempotency-key': 'k'.repeat(129) }), 400);
    await expectProblem(await post(body, { 'content-type': 'text/plain' }), 415);
  });

  it.each([
    ['髙﨑 ①子'],
    ['🎁 贈り物 👩‍👩‍👧'],
    ["O'Brien; DROP TABLE orders;--"],
    ['<img src=x onerror=alert(1)>'],
    ['=HYPERLINK("x")'],
  ])('takes the name %s as it is', async (name) => {
    const body = goodBody(`name-${serial}`);
    (body['shipTo'] as Record<string, unknown>)['name'] = name;
    expect((await post(JSON.stringify(body))).status).toBe(201);
  });

  it('sent among 199 good orders, only the bad one is refused', async () => {
    const storeFaults = SPOILT_BODIES.filter((each) =>
      ['unknown sku', 'repeated lineId', 'total one yen too high'].includes(each.what),
    );
    for (const { spoil, path, what } of storeFaults) {
      const bad = goodBody(`among-${what}`);
      spoil(bad);
      const posts = Array.from({ length: 199 }, (_, index) =>
        post(JSON.stringify(goodBody(`good-${what}-${index}`))),
      );
      const inTheMiddle = [...posts.slice(0, 100), post(JSON.stringify(bad)), ...posts.slice(100)];
      const answers = await Promise.all(inTheMiddle);
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(199);
      const problem = await expectProblem(answers[100]!, 422);
      expect(problem.errors?.map((error) => error.path)).toContain(path);
    }
  });

  it('sent all at once among 199 good orders, each bad body is refused for itself', async () => {
    const before = await orders();
    const bad = SPOILT_BODIES.map(({ spoil }, index) => {
      const body = goodBody(`mixed-bad-${index}`);
      spoil(body);
      return post(JSON.stringify(body)).then((answer) => answer.status);
    });
    const good = Array.from({ length: 199 }, (_, index) =>
      post(JSON.stringify(goodBody(`mixed-good-${index}`))).then((answer) => answer.status),
    );
    expect(new Set(await Promise.all(good))).toEqual(new Set([201]));
    expect(new Set(await Promise.all(bad))).toEqual(new Set([422]));
    expect(await orders()).toBe(before + 199);
  });
});
