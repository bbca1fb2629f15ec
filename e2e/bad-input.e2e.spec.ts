import { Client } from 'pg';
import { goodBody, SPOILT_BODIES, UNREADABLE_BODIES } from './support/bodies.js';
import { startShop, type TestShop } from './support/shop.js';

interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { path: string; message: string }[];
}

describe('bad input', () => {
  let shop: TestShop;
  let database: Client;
  let serial = 0;

  beforeAll(async () => {
    shop = await startShop();
    await shop.stock({ 'MUG-WHITE': 100_000, 'TEA-SENCHA': 100_000 });
    database = new Client({ connectionString: shop.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await shop.close();
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

  const rows = async (): Promise<string> =>
    (
      await database.query<{ rows: string }>(
        'select (select count(*) from okuru_order.orders) || $1 || (select count(*) from okuru_order.event) as rows',
        ['/'],
      )
    ).rows[0]!.rows;

  const expectProblem = async (answer: Response, status: number): Promise<Problem> => {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const problem = (await answer.json()) as Problem;
    expect(problem).toMatchObject({ status, title: expect.any(String), code: expect.any(String) });
    return problem;
  };

  it('has a table of at least 60 bodies', () => {
    expect(SPOILT_BODIES.length + UNREADABLE_BODIES.length).toBeGreaterThanOrEqual(60);
  });

  it.each(SPOILT_BODIES.map((each) => [each.what, each] as const))(
    '%s: names the field and changes nothing',
    async (_what, { spoil, path }) => {
      const before = await rows();
      const body = goodBody(`bad-${serial}`);
      spoil(body);
      const problem = await expectProblem(await post(JSON.stringify(body)), 422);
      expect(problem.errors?.map((error) => error.path)).toContain(path);
      expect(problem.errors?.every((error) => error.message.length > 0)).toBe(true);
      expect(await rows()).toBe(before);
    },
  );

  it.each(UNREADABLE_BODIES.map((each) => [each.what, each] as const))(
    '%s: says what is wrong with the body',
    async (_what, { bytes, status, says }) => {
      const before = await rows();
      const problem = await expectProblem(await post(bytes), status);
      expect(JSON.stringify(problem)).toMatch(says);
      expect(await rows()).toBe(before);
      expect(({} as Record<string, unknown>)['role']).toBeUndefined();
    },
  );

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
    const before = Number((await rows()).split('/')[0]);
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
    expect(Number((await rows()).split('/')[0])).toBe(before + 199);
  });
});
