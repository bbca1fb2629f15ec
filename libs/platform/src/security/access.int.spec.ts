import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { startHttpApp, type HttpApp } from '../testing/http-app.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { JsonBytesMax } from '../http/index.js';
import { type ApiCaller, Caller, Public, type Role, Roles, ROLES } from './access.js';
import { ApiKeys } from './api-keys.js';

let handled = 0;
const reached = (answer: object = { reached: true }) => {
  handled += 1;
  return answer;
};

@Controller('v1/orders')
@Roles('storefront', 'ops')
class OrdersController {
  @Get()
  list(@Caller() caller: ApiCaller) {
    return reached({ caller });
  }

  @Get(':id')
  one() {
    return reached();
  }

  @Post()
  place(@Caller() caller: ApiCaller) {
    return reached({ caller });
  }

  @Post('import')
  @Roles('ops')
  @HttpCode(200)
  import(@Body() csv: Buffer) {
    return reached({ bytes: csv.length });
  }

  @Post('batch')
  @Roles('ops')
  @HttpCode(200)
  @JsonBytesMax(1_000_000)
  batch(@Body() body: string[]) {
    return reached({ many: body.length });
  }

  @Get('open/hours')
  @Public()
  hours() {
    return reached();
  }
}

@Controller('admin-only')
class AdminController {
  @Get()
  @Roles()
  only() {
    return reached();
  }
}

let database: TestDatabase;
let http: HttpApp;
let apiKeys: ApiKeys;
const keys = {} as Record<Role, string>;
beforeAll(async () => {
  database = await testDatabase();
  http = await startHttpApp([OrdersController, AdminController], { databaseUrl: database.url });
  apiKeys = http.app.get(ApiKeys);
  for (const role of ROLES) keys[role] = (await apiKeys.issue({ role, label: role })).key;
});
afterAll(async () => {
  await http.close();
  await database.drop();
});
beforeEach(() => (handled = 0));

const headerSets = (sets: Record<string, string>[]) => sets;

const basic = (key: string) => ({ authorization: `Basic ${Buffer.from(`staff:${key}`).toString('base64')}` });

describe('without a usable key', () => {
  const PATHS = [
    '/v1/orders',
    '/v1/orders?x=1',
    '/v1/orders#x',
    '/v1/orders/',
    '//v1/orders',
    '/v1//orders',
    '/v1/orders//',
    '/v1/./orders',
    '/v1/x/../orders',
    '/v1/orders/.',
    '/V1/orders',
    '/v1/ORDERS',
    '/%76%31/orders',
    '/v1%2forders',
    '/v1/%6frders',
    '/v1/orders%2f',
    '/v1/orders%00',
    '/v1/orders;x=1',
    '/v1/orders%3bx',
    '/v1\\orders',
    '/v1/orders%20',
    '/v1/orders/%2e%2e/orders',
    '/v1/orders/0199',
    '/v1/orders/0199/',
    '/v1/orders//0199',
    '/v1/orders/%30199',
    '/v1/orders/open',
    '/v1/orders/open%2fhours',
    '/v1/orders/open/../0199',
    '/v1/orders/import',
    '/v1/orders/İ',
    '/v1/orders/%E2%84%AA',
    'http://127.0.0.1/v1/orders',
    'HTTP://evil/v1/orders/0199',
    '*v1/orders',
    'v1/orders',
    '/v1/api-keys',
    '/v1/api-keys/',
    '//v1/api-keys',
    '/admin-only',
    '/admin-only/',
    '/%61dmin-only',
  ];
  const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY'];

  it.each(METHODS)('%s reaches no handler, however the path is written', async (method) => {
    for (const path of PATHS) {
      const { status } = await http
        .call(method, encodeURI(path).replaceAll('%25', '%'))
        .catch(() => ({ status: 400 }));
      expect([path, [400, 401, 404, 405, 415, 501].includes(status), status]).toEqual([path, true, status]);
    }
    expect(handled).toBe(0);
  });

  it('proves with a key that these paths do reach handlers where the router says so', async () => {
    for (const path of ['/v1/orders', '/v1/orders/0199', '/%76%31/orders', 'http://127.0.0.1/v1/orders']) {
      expect((await http.call('GET', path, { key: keys.ops })).status).toBe(200);
      expect((await http.call('HEAD', path, { key: keys.ops })).status).toBe(200);
    }
    expect(handled).toBe(8);
  });

  it('answers the same to a missing, misspelt, unknown, expired and revoked key', async () => {
    const expired = (
      await apiKeys.issue({ role: 'ops', label: 'expired', expiresAt: new Date(Date.now() - 1_000) })
    ).key;
    const revoked = await apiKeys.issue({ role: 'ops', label: 'revoked' });
    expect((await http.call('GET', '/v1/orders', { key: revoked.key })).status).toBe(200);
    await apiKeys.revoke(revoked.id);
    const answers = [];
    for (const headers of [
      {},
      { authorization: 'Bearer' },
      { authorization: `Bearer ${keys.ops.slice(0, -1)}` },
      { authorization: keys.ops },
      { authorization: `Token ${keys.ops}` },
      { authorization: `Bearer ${expired}` },
      { authorization: `Bearer ${revoked.key}` },
      { 'x-api-key': keys.ops },
      { cookie: `key=${keys.ops}` },
      { authorization: `Bearer ${'x'.repeat(5_000)}` },
    ]) {
      const {
        status,
        headers: answered,
        json,
      } = await http.call('GET', '/v1/orders', { headers: headers as Record<string, string> });
      answers.push({
        status,
        challenge: answered['www-authenticate'],
        contentType: answered['content-type'],
        ...json,
        instance: '',
      });
    }
    expect(answers[0]).toMatchObject({
      status: 401,
      code: 'unauthenticated',
      challenge: 'Bearer realm="okuru"',
      contentType: 'application/problem+json; charset=utf-8',
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await http.call('GET', `/v1/orders?key=${keys.ops}`)).status).toBe(401);
  });

  it('is answered before an import is read', async () => {
    const { hostname, port } = new URL(http.url);
    const head = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () =>
        socket.write(
          'POST /v1/orders/import HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 30000000\r\n\r\n',
        ),
      );
      socket.setTimeout(2_000, () => resolve('no answer before the body'));
      socket
        .on('data', (data: Buffer) => resolve(data.toString().slice(0, 12)))
        .on('close', () => resolve('closed'));
    });
    expect(head).toBe('HTTP/1.1 401');
  });

  it('does not read a batch, which may be larger than other bodies', async () => {
    const batch = (chars: number) => ({ body: JSON.stringify(['x'.repeat(chars)]) });
    const post = (path: string, chars: number, key?: string) =>
      http.call('POST', `/v1/orders${path}`, { ...batch(chars), ...(key === undefined ? {} : { key }) });
    expect((await post('/batch', 900_000, keys.ops)).json).toEqual({ many: 1 });
    expect((await post('/batch', 1_000_000, keys.ops)).status).toBe(413);
    expect((await post('', 900_000, keys.ops)).status).toBe(413);
    const stranger = await post('/batch', 900_000);
    expect([stranger.status, stranger.headers['connection']]).toEqual([401, 'close']);
  });

  it('does not read an import', async () => {
    const csv = { body: Buffer.alloc(20_000_000), headers: { 'content-type': 'text/csv' } };
    expect((await http.call('POST', '/v1/orders/import', csv)).json).toMatchObject({ status: 401 });
    expect(
      (await http.call('POST', '/v1/orders/import', { ...csv, key: keys.storefront })).json,
    ).toMatchObject({ status: 403 });
    expect((await http.call('POST', '/v1/orders/import', { ...csv, key: keys.ops })).json).toEqual({
      bytes: 20_000_000,
    });
  });
});

describe('with a key', () => {
  it.each<[Role, string, string, number]>([
    ['storefront', 'GET', '/v1/orders', 200],
    ['storefront', 'POST', '/v1/orders', 201],
    ['storefront', 'POST', '/v1/orders/import', 403],
    ['storefront', 'GET', '/v1/api-keys', 403],
    ['storefront', 'GET', '/admin-only', 403],
    ['warehouse', 'GET', '/v1/orders', 403],
    ['warehouse', 'HEAD', '/v1/orders', 403],
    ['warehouse', 'GET', '/v1/orders/open/hours', 200],
    ['warehouse', 'GET', '/v1/api-keys', 403],
    ['ops', 'GET', '/v1/orders', 200],
    ['ops', 'GET', '/v1/api-keys', 403],
    ['ops', 'GET', '/admin-only', 403],
    ['admin', 'GET', '/v1/orders', 200],
    ['admin', 'POST', '/v1/orders', 201],
    ['admin', 'GET', '/v1/api-keys', 200],
    ['admin', 'GET', '/admin-only', 200],
  ])('%s %s %s is %i', async (role, method, path, status) => {
    const answer = await http.call(method, path, { key: keys[role] });
    expect(answer.status).toBe(status);
    if (status === 403 && method !== 'HEAD') expect(answer.json).toMatchObject({ code: 'role-not-allowed' });
  });

  it('tells the handler who called', async () => {
    const { json } = await http.call('GET', '/v1/orders', { key: keys.storefront });
    expect(json.caller).toEqual({
      keyId: expect.any(String),
      role: 'storefront',
      channel: 'web',
      label: 'storefront',
    });
  });

  it('lets everyone see what is public', async () => {
    for (const path of ['/livez', '/readyz', '/v1/orders/open/hours'])
      expect((await http.call('GET', path)).status).toBe(200);
  });
});

describe('in a browser', () => {
  it('opens a box for the key, and for page visits only', async () => {
    const visit = await http.call('GET', '/v1/orders', {
      headers: { accept: 'text/html,application/xhtml+xml' },
    });
    expect(visit.headers['www-authenticate']).toBe('Basic realm="okuru", charset="UTF-8"');
    const posted = await http.call('POST', '/v1/orders', { headers: { accept: 'text/html' } });
    expect(posted.headers['www-authenticate']).toBe('Bearer realm="okuru"');
    expect((await http.call('GET', '/v1/orders', { headers: basic(keys.ops) })).status).toBe(200);
    expect((await http.call('GET', '/v1/orders', { headers: basic('guess') })).status).toBe(401);
  });

  it('a page of another site cannot act with the login the browser remembers', async () => {
    const login = basic(keys.ops);
    for (const foreign of headerSets([
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ])) {
      expect(
        (await http.call('POST', '/v1/orders', { headers: { ...login, ...foreign } })).json,
      ).toMatchObject({ status: 403, code: 'cross-site' });
    }
    expect(handled).toBe(0);
    for (const own of headerSets([{}, { 'sec-fetch-site': 'same-origin' }, { origin: http.url }])) {
      expect((await http.call('POST', '/v1/orders', { headers: { ...login, ...own } })).status).toBe(201);
    }
  });
});

describe('the routes of the keys', () => {
  const admin = () => ({ key: keys.admin });

  it('issue, list and revoke', async () => {
    const issued = await http.call('POST', '/v1/api-keys', {
      ...admin(),
      body: JSON.stringify({
        role: 'storefront',
        channel: 'tea-shop',
        label: 'Tea',
        expiresAt: '2099-01-01T00:00:00Z',
      }),
    });
    expect(issued.status).toBe(201);
    expect(issued.headers['cache-control']).toBe('no-store');
    expect((await http.call('GET', '/v1/orders', { key: issued.json.key })).status).toBe(200);
    const { json, text } = await http.call('GET', '/v1/api-keys', admin());
    expect(json.keys).toContainEqual({
      id: issued.json.id,
      role: 'storefront',
      channel: 'tea-shop',
      label: 'Tea',
      createdAt: expect.any(String),
      expiresAt: '2099-01-01T00:00:00.000Z',
      revokedAt: null,
      lastUsedAt: null,
    });
    expect(text).not.toMatch(/ok_|hash/);
    expect((await http.call('DELETE', `/v1/api-keys/${issued.json.id}`, admin())).status).toBe(204);
    expect((await http.call('GET', '/v1/orders', { key: issued.json.key })).status).toBe(401);
  });

  it.each<[string, object, string]>([
    ['an unknown role', { role: 'root', label: 'x' }, 'role'],
    ['no label', { role: 'ops' }, 'label'],
    ['a past expiry', { role: 'ops', label: 'x', expiresAt: '2001-01-01T00:00:00Z' }, 'expiresAt'],
    ['an expiry that is no instant', { role: 'ops', label: 'x', expiresAt: 'tomorrow' }, 'expiresAt'],
    ['a channel for staff', { role: 'ops', label: 'x', channel: 'web' }, 'channel'],
    ['a channel with spaces', { role: 'storefront', label: 'x', channel: 'my shop' }, 'channel'],
  ])('refuse %s', async (_case, body, path) => {
    expect(
      (await http.call('POST', '/v1/api-keys', { ...admin(), body: JSON.stringify(body) })).json,
    ).toMatchObject({ status: 422, errors: [{ path }] });
  });

  it('know no other keys', async () => {
    for (const id of ['01990000-0000-7000-8000-000000000000', 'x', '%00'])
      expect((await http.call('DELETE', `/v1/api-keys/${id}`, admin())).json).toMatchObject({ status: 404 });
  });
});

describe('a module with a route that says nothing of access', () => {
  it('does not start', async () => {
    @Controller('forgotten')
    class ForgottenController {
      @Get()
      open() {
        return reached();
      }

      @Get('fine')
      @Public()
      fine() {
        return reached();
      }
    }
    await expect(startHttpApp([ForgottenController], { databaseUrl: database.url })).rejects.toThrow(
      'These routes have neither @Roles nor @Public: ForgottenController.open',
    );
  });
});

describe('a rate limit', () => {
  it('bounds each key by itself and leaves probes alone', async () => {
    const limited = await startHttpApp([OrdersController], {
      databaseUrl: database.url,
      config: { rateLimitPerMinute: 3 },
    });
    for (const left of ['2', '1', '0'])
      expect(
        (await limited.call('GET', '/v1/orders', { key: keys.ops })).headers['ratelimit-remaining'],
      ).toBe(left);
    const refused = await limited.call('GET', '/v1/orders/1', { key: keys.ops });
    expect(refused.json).toMatchObject({ status: 429, code: 'too-many-requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await limited.call('GET', '/v1/orders', { key: keys.storefront })).status).toBe(200);
    for (let probe = 0; probe < 5; probe += 1) expect((await limited.call('GET', '/livez')).status).toBe(200);
    await limited.close();
  });
});

describe('while the database is away', () => {
  it('nobody comes in, and everybody is asked to come again', async () => {
    const wire = await cuttableWire(database.url);
    const app = await startHttpApp([OrdersController], { databaseUrl: wire.url });
    try {
      const { key } = await app.app.get(ApiKeys).issue({ role: 'ops', label: 'x' });
      await wire.cut();
      const answer = await app.call('GET', '/v1/orders', { key });
      expect(answer.json).toMatchObject({ status: 503, code: 'unavailable' });
      expect(answer.headers['retry-after']).toBe('2');
      expect((await app.call('GET', '/v1/orders')).status).toBe(401);
      await wire.mend();
      expect((await app.call('GET', '/v1/orders', { key })).status).toBe(200);
    } finally {
      await app.close();
      await wire.cut();
    }
  });
});

/** The database behind a wire that can be cut. */
const cuttableWire = async (databaseUrl: string) => {
  const url = new URL(databaseUrl);
  const target = { host: url.hostname, port: Number(url.port) };
  const sockets = new Set<Socket>();
  let whole = true;
  const server = createServer((socket) => {
    if (!whole) return void socket.destroy();
    const other = connect(target);
    for (const end of [socket, other]) {
      sockets.add(end);
      end.on('error', () => undefined).on('close', () => [socket, other].forEach((each) => each.destroy()));
    }
    socket.pipe(other).pipe(socket);
  });
  await new Promise<void>((resolve) => server.unref().listen(0, '127.0.0.1', resolve));
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.toString(),
    cut: async () => {
      whole = false;
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => setTimeout(resolve, 50));
    },
    mend: async () => void (whole = true),
  };
};
