import { startShop, type TestShop } from './support/shop.js';

/** The shop's own list of routes, taken from the running server. */
const routesOf = (shop: TestShop): { method: string; path: string }[] => {
  const table = shop.running.app
    .getHttpAdapter()
    .getInstance()
    .printRoutes({ commonPrefix: false, includeHooks: false });
  const segments: string[] = [];
  return table.split('\n').flatMap((line: string) => {
    const match = /^([│├└─\s]*)(\S.*?) \(([^)]+)\)/.exec(line);
    if (!match) return [];
    const depth = Math.round((match[1] ?? '').length / 4) - 1;
    segments.length = Math.max(0, depth);
    segments[depth] = match[2] ?? '';
    return (match[3] ?? '').split(',').map((method) => ({ method: method.trim(), path: segments.join('') }));
  });
};

const PUBLIC = new Set(['/livez', '/readyz']);
const filled = (path: string): string =>
  path.replaceAll(/:[a-zA-Z]+/g, '01930f3e-7a00-7000-8000-00000000dead').replaceAll('*', 'x');

describe('routes', () => {
  let shop: TestShop;
  let routes: { method: string; path: string }[];

  beforeAll(async () => {
    shop = await startShop();
    routes = routesOf(shop).filter(({ method, path }) => method !== 'OPTIONS' && !PUBLIC.has(path));
  });
  afterAll(() => shop.close());

  const ask = (method: string, path: string, key?: string) =>
    fetch(`${shop.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(method === 'GET' || method === 'HEAD' ? {} : { 'content-type': 'application/json' }),
      },
      ...(['POST', 'PUT', 'PATCH'].includes(method) ? { body: '{}' } : {}),
    });

  it('are found: the list is not empty and holds the ones the README names', () => {
    const names = routes.map(({ method, path }) => `${method} ${path.replace(/:[a-zA-Z]+/, ':id')}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'POST /v1/orders',
        'GET /v1/orders/:id',
        'POST /v1/parcels/:id/scans',
        'POST /v1/hand-overs',
        'GET /mailbox',
      ]),
    );
    expect(routes.length).toBeGreaterThan(30);
  });

  it('answer 401 without a key, in every spelling of the path', async () => {
    const open: string[] = [];
    for (const { method, path } of routes) {
      const place = filled(path);
      for (const spelling of [
        place,
        `${place}/`,
        `/${place}`,
        place.replace('/v1', '/%76%31'),
        place.toUpperCase(),
        `${place}?x=1`,
        `${place};x=1`,
        `/x/..${place}`,
      ]) {
        for (const verb of method === 'GET' ? ['GET', 'HEAD'] : [method]) {
          const { status } = await ask(verb, spelling);
          // 405: the spelling is another path, which does not take this method; nothing was let in.
          if (![401, 404, 405].includes(status)) open.push(`${verb} ${spelling}: ${status}`);
          if (spelling === place && status !== 401)
            open.push(`${verb} ${spelling}: ${status} instead of 401`);
        }
      }
    }
    expect(open).toEqual([]);
  });

  it('answer 401 to a key that is made up', async () => {
    const answers = await Promise.all(
      routes.map(({ method, path }) => ask(method, filled(path), `ok_${'A'.repeat(43)}_000000`)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });

  it('answer 403 to every role that a route does not name, and never 2xx or 5xx to an empty body', async () => {
    const wrong: string[] = [];
    let refused = 0;
    for (const { method, path } of routes) {
      for (const role of ['storefront', 'warehouse', 'ops'] as const) {
        const { status } = await ask(method, filled(path), shop.keys[role]);
        if (status === 403) refused++;
        if (status >= 500 || status === 401) wrong.push(`${method} ${path} as ${role}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(30);
  });

  it.each([
    ['storefront', 'GET', '/v1/parcels'],
    ['storefront', 'POST', '/v1/hand-overs'],
    ['storefront', 'POST', '/v1/items/import'],
    ['storefront', 'GET', '/mailbox'],
    ['storefront', 'GET', '/v1/order/dead-letters'],
    ['storefront', 'GET', '/v1/api-keys'],
    ['warehouse', 'POST', '/v1/orders'],
    ['warehouse', 'GET', '/v1/letters'],
    ['warehouse', 'GET', '/v1/api-keys'],
    ['ops', 'POST', '/v1/api-keys'],
  ] as const)('answer 403 to %s on %s %s', async (role, method, path) => {
    expect((await ask(method, path, shop.keys[role])).status).toBe(403);
  });

  it("answer 404 to another storefront's order, however it is asked for", async () => {
    await shop.stock({ 'MUG-WHITE': 10 });
    const placed = await shop.call(
      'storefront',
      'POST',
      '/v1/orders',
      {
        reference: 'mine',
        lines: [{ sku: 'MUG-WHITE', quantity: 1, unitPrice: 100 }],
        contact: { email: 'a@example.com' },
        shipTo: { name: '山田', postalCode: '1000001', prefecture: 13, city: '千代田区', street: '1-1' },
      },
      { 'idempotency-key': 'mine' },
    );
    expect(placed.status).toBe(201);
    const stranger = await shop.issueKey('storefront', 'other');
    const { orderId } = placed.body;
    for (const [method, path] of [
      ['GET', `/v1/orders/${orderId}`],
      ['HEAD', `/v1/orders/${orderId}`],
      ['GET', `/v1/orders/${orderId}/history`],
      ['POST', `/v1/orders/${orderId}/cancel`],
    ] as const) {
      expect([path, (await ask(method, path, stranger)).status]).toEqual([path, 404]);
    }
    const byReference = await fetch(`${shop.url}/v1/orders?reference=mine`, {
      headers: { authorization: `Bearer ${stranger}` },
    });
    expect(JSON.stringify(await byReference.text())).not.toContain(orderId);
  });
});
