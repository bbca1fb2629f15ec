import { Pool } from 'pg';
import { anOrder } from './support/an-order.js';
import { changesBetween, lastingRows } from './support/lasting-rows.js';
import { type Ask, askerOf } from './support/routes/ask-raw.js';
import { type CommittedRoute, committedRoutes, nameOf } from './support/routes/committed-routes.js';
import { servedRoutes } from './support/routes/served-routes.js';
import { spellingsOf } from './support/routes/spellings.js';
import { keyHolders, staffOf, type Visitor } from './support/routes/visitors.js';
import { judgeAnswers } from './support/routes/wrong-answers.js';
import { startShop, type TestShop } from './support/shop.js';

const JUDGED_WITHIN_MS = 600_000;
/** Made by the server itself: HEAD beside GET, OPTIONS for browsers. */
const IMPLIED = ['HEAD', 'OPTIONS'];
/** What a route needs so that it looks for the order at all; others need nothing. */
const BODIES: Readonly<Record<string, object>> = { 'POST /v1/orders/:orderId/payments': { amount: 1000 } };

describe('routes', () => {
  const committed = committedRoutes();
  let shop: TestShop;
  let database: Pool;
  let asker: ReturnType<typeof askerOf>;
  let ask: Ask;
  let holders: Visitor[];

  beforeAll(async () => {
    shop = await startShop();
    database = new Pool({ connectionString: shop.databaseUrl, max: 1 });
    asker = askerOf(shop.url);
    ask = asker.ask;
    holders = keyHolders(shop);
  });
  afterAll(async () => {
    asker.close();
    await database.end();
    await shop.close();
  });

  it('are those of docs/routes.md, no more and no fewer', () => {
    const served = servedRoutes(shop).filter(({ method }) => !IMPLIED.includes(method));
    expect(served.map(nameOf).sort()).toEqual(committed.map(nameOf).sort());
    expect(committed.length).toBeGreaterThan(45);
    expect(
      committed
        .filter(({ roles }) => roles === 'everyone')
        .map(nameOf)
        .sort(),
    ).toEqual(['GET /console', 'GET /console/*', 'GET /livez', 'GET /readyz', 'POST /v1/session']);
  });

  it(
    'answer 401 without a key and 403 to every role that a route does not name, by key or by badge, in every spelling',
    async () => {
      const visitors = [...holders, ...(await staffOf(shop))];
      const { wrong, unauthenticated, forbidden, admitted } = await judgeAnswers(ask, visitors, committed);
      expect(wrong).toEqual([]);
      const guarded = committed.filter(({ roles }) => roles !== 'everyone').length;
      expect(unauthenticated).toBeGreaterThan(4 * guarded);
      expect(forbidden).toBeGreaterThan(10 * guarded);
      expect(admitted).toBeGreaterThan(4 * guarded);
    },
    JUDGED_WITHIN_MS,
  );

  it('are seen to fail when one lets in a role that its row does not name', async () => {
    const narrowed = committed
      .filter(({ path }) => path === '/v1/catalogue')
      .map((route): CommittedRoute => ({ ...route, roles: ['ops'] }));
    const { wrong } = await judgeAnswers(ask, holders, narrowed);
    for (const role of ['storefront', 'warehouse'])
      for (const verb of ['GET', 'HEAD'])
        expect(wrong).toContain(`GET /v1/catalogue as ${verb} /v1/catalogue by ${role}: 200 instead of 403`);
  });

  it('are seen to fail when one refuses a role that its row names, and when one is open to strangers', async () => {
    const widened: CommittedRoute[] = [{ method: 'GET', path: '/v1/letters', roles: ['ops', 'warehouse'] }];
    expect((await judgeAnswers(ask, holders, widened)).wrong).toEqual([
      'GET /v1/letters by warehouse, whom it names: 403',
    ]);
    const closed: CommittedRoute[] = [{ method: 'GET', path: '/livez', roles: ['admin'] }];
    expect((await judgeAnswers(ask, holders, closed)).wrong).toContain(
      'GET /livez as GET /livez without a key: 200 instead of 401',
    );
  });

  it('answer 401 to a key that is made up', async () => {
    const guarded = committed.filter(({ roles }) => roles !== 'everyone');
    const key = `ok_${'A'.repeat(43)}_000000`;
    const answers = await Promise.all(guarded.map(({ method, path }) => ask(method, path, { key })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
  });

  describe("another storefront's order", () => {
    const forStorefronts = committed.filter(
      ({ path, roles }) => roles !== 'everyone' && roles.includes('storefront') && path.includes(':'),
    );
    let orderId: string;
    let stranger: string;

    beforeAll(async () => {
      await shop.stock({ 'MUG-WHITE': 10 });
      const placed = await shop.call(
        'storefront',
        'POST',
        '/v1/orders',
        anOrder({ reference: 'mine', sku: 'MUG-WHITE', units: 1 }),
        { 'idempotency-key': 'mine' },
      );
      expect(placed.status).toBe(201);
      orderId = placed.body.orderId;
      stranger = await shop.issueKey('storefront', 'other');
      await shop.until(
        () => shop.call('ops', 'GET', `/v1/orders/${orderId}`),
        ({ body }) => body.parcels.length > 0 && body.letters.length > 0,
      );
    });

    it('has routes to be asked for by', () => {
      expect(forStorefronts.map(nameOf)).toEqual(
        expect.arrayContaining([
          'GET /v1/orders/:orderId',
          'GET /v1/orders/:orderId/history',
          'POST /v1/orders/:orderId/cancel',
          'POST /v1/orders/:orderId/payments',
        ]),
      );
      expect(forStorefronts.every(({ path }) => path.includes(':orderId'))).toBe(true);
    });

    it.each(forStorefronts.map((route) => [nameOf(route), route] as const))(
      '%s answers 404, however it is asked for, and nothing changes',
      async (name, { method, path }) => {
        const before = await lastingRows(database);
        const place = path.replace(':orderId', orderId);
        for (const { verb, target, mustBeServed } of spellingsOf(method, place)) {
          const { status, text } = await ask(verb, target, {
            key: stranger,
            body: BODIES[name] ?? {},
            headers: { 'idempotency-key': `${verb} stranger` },
          });
          const allowed = mustBeServed ? [404] : [400, 404, 405];
          expect([verb, target, allowed.includes(status), status]).toEqual([verb, target, true, status]);
          expect(text).not.toContain('千代田');
        }
        const owners = await ask(
          method === 'GET' ? 'GET' : 'HEAD',
          place.replace(/\/(cancel|payments|amendments)$/, ''),
          {
            key: shop.keys.storefront,
          },
        );
        expect(owners.status).toBe(200);
        expect(changesBetween(before, await lastingRows(database))).toEqual([]);
      },
    );

    it('is not found by its reference', async () => {
      const { status, text } = await ask('GET', '/v1/orders?reference=mine', { key: stranger });
      expect([status, text.includes(orderId)]).toEqual([200, false]);
      const own = await ask('GET', '/v1/orders?reference=mine', { key: shop.keys.storefront });
      expect(own.text).toContain(orderId);
    });
  });
});
