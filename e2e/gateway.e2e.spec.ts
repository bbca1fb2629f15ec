import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { serviceOf } from '../apps/gateway/src/service-of.js';
import { anOrder } from './support/an-order.js';
import { chromiumPath } from './support/console/browser.js';
import { withScanner } from './support/console/hands.js';
import { MUG, openFloor, SKU } from './support/console/packing-floor.js';
import { Crew } from './support/crew.js';
import { askerOf } from './support/routes/ask-raw.js';
import { committedRoutes, nameOf } from './support/routes/committed-routes.js';
import { startShop, type TestShop } from './support/shop.js';

const MAIN = fileURLToPath(new URL('../apps/gateway/dist/main.js', import.meta.url));
/** What a service tells of itself is asked there. */
const OF_ONE_SERVICE = ['/metrics'];
const OVER_THE_USUAL_BYTES = 300_000;

describe('four services behind one address', () => {
  let shop: TestShop;
  beforeAll(async () => {
    shop = await startShop({ apart: true });
    await shop.stock({ MUG: 100 });
  });
  afterAll(() => shop.close());

  it('every route of docs/routes.md comes to the service whose it is', async () => {
    const { ask, close } = askerOf(shop.url);
    const lost: string[] = [];
    const routes = committedRoutes().filter(({ path }) => !OF_ONE_SERVICE.includes(path));
    for (const route of routes) {
      const path = route.path.replaceAll(/:\w+/g, 'x').replace('*', 'index.html');
      // Elsewhere nobody knows the path, and there is nothing to be kept from strangers.
      const { status, text } = await ask(route.method, path);
      const isThere = route.roles === 'everyone' ? status < 500 && status !== 404 : status === 401;
      if (!isThere) lost.push(`${nameOf(route)}: ${status} ${text.slice(0, 100)}`);
    }
    close();
    expect(routes.length).toBeGreaterThan(90);
    expect(lost).toEqual([]);
  });

  it('an order goes its whole way through it', async () => {
    const order = anOrder({ reference: 'gateway-1', sku: 'MUG', units: 2 });
    const placed = await shop.call('storefront', 'POST', '/v1/orders', order, {
      'idempotency-key': 'gateway-1',
    });
    expect(placed.status).toBe(201);
    const shown = () => shop.call('storefront', 'GET', `/v1/orders/${placed.body.orderId}`);
    const planned = await shop.until(shown, ({ body }) => body.parcels?.length > 0);
    const { parcelId } = planned.body.parcels[0];
    const crew = new Crew(shop);
    const parcel = { parcelId, lines: [{ sku: 'MUG', quantity: 2 }] };
    await crew.pack(parcel);
    await crew.close(parcel);
    await crew.handOver(parcel);
    await shop.until(shown, ({ body }) => body.status === 'shipped');
  });

  it('what no service owns is nowhere', async () => {
    for (const path of ['/v1/nothing', '/v2/orders', '/', '/metrics', '/console/none.js']) {
      const { status, headers, body } = await shop.call('admin', 'GET', path);
      expect([path, status, body.code]).toEqual([path, 404, 'not-found']);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    }
  });

  it('a body of 300 kB is taken or refused as by the service itself', async () => {
    const many = committedRoutes().filter(
      ({ method, roles }) => ['POST', 'PUT'].includes(method) && roles !== 'everyone',
    );
    const differing: string[] = [];
    for (const route of many) {
      const path = route.path.replaceAll(/:\w+/g, 'x');
      const direct = askerOf(shop.apart!.services[serviceOf(path)!]!.url);
      const through = askerOf(shop.url);
      const asked = { key: shop.keys.admin, body: { unknown: 'x'.repeat(OVER_THE_USUAL_BYTES) } };
      const [one, other] = [
        await direct.ask(route.method, path, asked),
        await through.ask(route.method, path, asked),
      ];
      if (one.status !== other.status) differing.push(`${nameOf(route)}: ${one.status} and ${other.status}`);
      direct.close();
      through.close();
    }
    expect(many.length).toBeGreaterThan(40);
    expect(differing).toEqual([]);
  });

  it('a page of another site is refused behind it as before it', async () => {
    const staff = await shop.call('admin', 'POST', '/v1/staff', { name: '佐藤', role: 'warehouse' });
    const signIn = (origin: string) =>
      fetch(`${shop.url}/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify({ badge: staff.body.badge, device: crypto.randomUUID() }),
      });
    expect((await signIn('https://elsewhere.example')).status).toBe(403);
    const own = await signIn(new URL(shop.url).origin);
    expect(own.status).toBe(201);
    expect(own.headers.get('set-cookie')).toContain('HttpOnly');
  });

  it('a service that is away is told with 503, and the others go on', async () => {
    await shop.apart!.services['shipping']!.close();
    const { status, headers, body } = await shop.call('warehouse', 'GET', '/v1/parcels');
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '2']);
    expect(body.detail).toContain('shipping');
    expect((await shop.call('warehouse', 'GET', '/v1/stock')).status).toBe(200);
  });
});

const chromium = chromiumPath();
const title = chromium
  ? 'the warehouse screens behind the gateway'
  : 'no Chromium, so no screens behind the gateway';

(chromium ? describe : describe.skip)(title, () => {
  it('a parcel is packed and handed over', async () => {
    const floor = await openFloor(chromium!, { apart: true });
    try {
      const badge = await floor.badgeOf('佐藤', 'warehouse');
      const parcel = await floor.parcel('behind', { [SKU]: 1 });
      const device = await floor.device({ language: 'ja', width: 800, height: 1280 });
      const { page, context } = device;
      const hands = withScanner(await context.newCDPSession(page));
      await page.getByText('バッジを読み取ってください').first().waitFor();
      await hands.signIn(badge);
      await page.getByRole('heading', { name: '作業ホーム' }).waitFor();
      await hands.open(parcel);
      await page.locator('.lines').waitFor();
      await hands.read(MUG);
      const { expectedWeightGrams } = await floor.shown(parcel.parcelId);
      await page.locator('.keypad-input').waitFor();
      await hands.weigh(expectedWeightGrams);
      await floor.shop.until(
        () => floor.shown(parcel.parcelId),
        (shown) => shown.weightGrams !== null,
      );
      await hands.askLabel();
      const labelled = await floor.shop.until(
        () => floor.shown(parcel.parcelId),
        (shown) => shown.trackingNumber !== null,
      );
      await hands.read(labelled.trackingNumber);
      await page.getByText('検品完了').first().waitFor();
      expect(device.complaints).toEqual([]);
    } finally {
      await floor.close();
    }
  });
});

describe('the process of the gateway', () => {
  const run = (env: Record<string, string>) => {
    const child = fork(MAIN, { env: { PATH: process.env['PATH'], ...env }, execArgv: [], silent: true });
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { child, said: () => said, ended };
  };

  it('names everything that is wrong with its environment and ends with 1', async () => {
    const { ended, said } = run({ ORDER_URL: 'http://order:3000/v1', PORT: '70000' });
    expect(await ended).toBe(1);
    for (const name of [
      'ORDER_URL is wrong',
      'INVENTORY_URL is missing',
      'SHIPPING_URL is missing',
      'NOTIFICATION_URL is missing',
      'PORT must',
    ])
      expect(said()).toContain(name);
  });

  it('serves the screens while no service runs, and ends when it is told to', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const { child, ended } = run({
      ...{ ORDER_URL: nowhere, INVENTORY_URL: nowhere, SHIPPING_URL: nowhere, NOTIFICATION_URL: nowhere },
      PORT: '0',
    });
    const url = await new Promise<string>((resolve) =>
      child.once('message', (message: { ready: string }) => resolve(message.ready)),
    );
    expect((await fetch(`${url}/console`)).status).toBe(200);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/v1/orders`)).status).toBe(503);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});
