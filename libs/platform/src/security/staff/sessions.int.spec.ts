import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import pg from 'pg';
import { configureLogging } from '../../telemetry/logger.js';
import { type HttpAnswer, type HttpApp, startHttpApp } from '../../testing/http-app.js';
import { testDatabase, type TestDatabase } from '../../testing/test-database.js';
import { until } from '../../testing/until.js';
import { type ApiCaller, Caller, Roles, ROLES, type Role, type StaffRole } from '../access.js';
import { ApiKeys } from '../api-keys.js';
import { Sessions } from './sessions.js';

@Controller('v1/work')
@Roles('warehouse', 'ops')
class WorkController {
  @Get()
  look(@Caller() caller: ApiCaller) {
    return { caller };
  }

  @Post()
  act(@Caller() caller: ApiCaller) {
    return { by: caller.keyId };
  }

  @Post('import')
  @HttpCode(200)
  import(@Body() csv: Buffer) {
    return { bytes: csv.length };
  }

  @Get('storefront')
  @Roles('storefront')
  sell() {
    return {};
  }
}

/** Well formed, and nobody's. */
const UNKNOWN = `^B:${'0'.repeat(26)}`;
const NOBODY = '01930f3e-7a00-7000-8000-00000000dead';

let database: TestDatabase;
let sql: pg.Client;
let http: HttpApp;
const keys = {} as Record<Role, string>;
const lines: string[] = [];
beforeAll(async () => {
  database = await testDatabase();
  sql = new pg.Client({ connectionString: database.url });
  await sql.connect();
  http = await startHttpApp([WorkController], { databaseUrl: database.url });
  for (const role of ROLES) keys[role] = (await http.app.get(ApiKeys).issue({ role, label: role })).key;
  configureLogging({ level: 'debug', to: { write: (line: string) => void lines.push(line) } });
});
afterAll(async () => {
  configureLogging({ level: 'silent', to: { write: () => undefined } });
  await http.close();
  await sql.end();
  await database.drop();
});

type Headers = Record<string, string>;
const admin = (method: string, path: string, body?: object): Promise<HttpAnswer> =>
  http.call(method, path, { key: keys.admin, ...(body ? { body: JSON.stringify(body) } : {}) });

let devices = 0;
const newDevice = () => `device-${(devices += 1)}`;

const member = async (role: StaffRole = 'warehouse', pin?: string) => {
  const { json } = await admin('POST', '/v1/staff', { name: '佐藤 花', role });
  if (pin !== undefined) await admin('PUT', `/v1/staff/${json.staffId}/pin`, { pin });
  return json as { staffId: string; badge: string };
};
const signIn = (badge: string, pin?: string, device = newDevice(), headers: Headers = {}) =>
  http.call('POST', '/v1/session', { body: JSON.stringify({ badge, pin, device }), headers });
const cookieOf = ({ headers }: HttpAnswer): string => String(headers['set-cookie']).split(';')[0] ?? '';
const OURS = { 'sec-fetch-site': 'same-origin' };
const signedIn = async (role: StaffRole = 'warehouse') => {
  const { staffId, badge } = await member(role);
  return { staffId, badge, cookie: cookieOf(await signIn(badge)) };
};
const look = async (cookie: string) => (await http.call('GET', '/v1/work', { headers: { cookie } })).status;

describe('signing in', () => {
  it('with a badge sets a cookie that opens what the role may, in the name of the person', async () => {
    const { staffId, badge } = await member();
    const answer = await signIn(badge);
    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      staffId,
      name: '佐藤 花',
      role: 'warehouse',
      expiresAt: expect.any(String),
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^okuru-session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    const cookie = cookieOf(answer);
    const { json } = await http.call('GET', '/v1/work', { headers: { cookie } });
    expect(json.caller).toEqual({
      keyId: `staff:${staffId}`,
      role: 'warehouse',
      channel: null,
      label: '佐藤 花',
    });
    expect((await http.call('GET', '/v1/session', { headers: { cookie } })).json).toEqual({
      ...answer.json,
      startedAt: expect.any(String),
    });
    for (const path of ['/v1/work/storefront', '/v1/staff', '/v1/api-keys'])
      expect((await http.call('GET', path, { headers: { cookie } })).json).toMatchObject({
        status: 403,
        code: 'role-not-allowed',
      });
    const csv = { body: Buffer.alloc(2_000_000), headers: { 'content-type': 'text/csv', cookie, ...OURS } };
    expect((await http.call('POST', '/v1/work/import', csv)).json).toEqual({ bytes: 2_000_000 });
  });

  it('answers a wrong PIN, an unknown, a renewed and a blocked badge alike, and not before its time', async () => {
    const withPin = await member('warehouse', '2749');
    const renewed = await member();
    const blocked = await member();
    await admin('POST', `/v1/staff/${renewed.staffId}/badge`);
    await admin('POST', `/v1/staff/${blocked.staffId}/block`);
    const answers = [];
    for (const [badge, pin] of [
      [withPin.badge, '2748'],
      [UNKNOWN, '2748'],
      [UNKNOWN, undefined],
      ['4901234567894', undefined],
      [renewed.badge, undefined],
      [blocked.badge, undefined],
      [blocked.badge, '2748'],
    ] as const) {
      const started = performance.now();
      const { status, json, headers } = await signIn(badge, pin);
      expect(performance.now() - started).toBeGreaterThan(690);
      answers.push({ status, ...json, instance: '', cookie: headers['set-cookie'] });
    }
    expect(answers[0]).toMatchObject({ status: 401, code: 'sign-in-refused' });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await signIn(withPin.badge, '2749')).status).toBe(201);
  });

  it('asks for the PIN of a badge that has one, and not for one of a badge that has none', async () => {
    const { staffId, badge } = await member('warehouse', '2749');
    expect((await signIn(badge)).json).toMatchObject({ status: 401, code: 'pin-needed' });
    await admin('DELETE', `/v1/staff/${staffId}/pin`);
    expect((await signIn(badge)).status).toBe(201);
    expect((await signIn(badge, '9041')).status).toBe(201);
  });

  it('lets nobody try PINs out: after three wrong ones the person waits, on whatever device and in whatever process', async () => {
    const { staffId, badge } = await member('warehouse', '2749');
    for (const pin of ['0001', '0002', '0003'])
      expect((await signIn(badge, pin)).json).toMatchObject({ code: 'sign-in-refused' });
    expect((await signIn(badge, '2749')).status).toBe(201);
    await sql.query('update okuru_access.staff set pin_failures = 9 where id = $1', [staffId]);
    expect((await signIn(badge, '0004')).json).toMatchObject({ code: 'sign-in-refused' });
    const elsewhere = await startHttpApp([], { databaseUrl: database.url });
    for (const app of [http, elsewhere]) {
      const body = JSON.stringify({ badge, pin: '2749', device: newDevice() });
      const answer = await app.call('POST', '/v1/session', { body });
      expect(answer.json).toMatchObject({ status: 429, code: 'sign-in-waits' });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
    await elsewhere.close();
    await sql.query('update okuru_access.staff set pin_waits_until = now() where id = $1', [staffId]);
    expect((await signIn(badge, '2749')).status).toBe(201);
    const { rows } = await sql.query('select pin_failures from okuru_access.staff where id = $1', [staffId]);
    expect(rows).toEqual([{ pin_failures: 0 }]);
  });

  it('counts guesses made at once before it looks at them', async () => {
    const { staffId, badge } = await member('warehouse', '2749');
    await sql.query('update okuru_access.staff set pin_failures = 9 where id = $1', [staffId]);
    const guesses = await Promise.all(['0001', '0002', '0003', '0005'].map((pin) => signIn(badge, pin)));
    expect(guesses.map(({ status }) => status).sort()).toEqual([401, 429, 429, 429]);
  });

  it('makes a device wait that failed too often, whatever it read', async () => {
    const { badge } = await member();
    const device = newDevice();
    for (let failure = 0; failure < 3; failure += 1)
      expect((await signIn('4901234567894', undefined, device)).status).toBe(401);
    // Admitted together, they are seven failures, after which one waits for 40 s.
    await Promise.all(Array.from({ length: 4 }, () => signIn('4901234567894', undefined, device)));
    expect((await signIn(badge, undefined, device)).json).toMatchObject({ code: 'sign-in-waits' });
    expect((await signIn(badge)).status).toBe(201);
  });

  it('takes four at a time', async () => {
    await sql.query('begin; lock table okuru_access.staff in access exclusive mode');
    const told: number[] = [];
    const asking = Array.from({ length: 7 }, () =>
      signIn(UNKNOWN).then(({ status }) => void told.push(status)),
    );
    while (told.length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    await sql.query('commit');
    await Promise.all(asking);
    expect(told.slice(0, 3)).toEqual([503, 503, 503]);
    expect(told).toHaveLength(7);
  });

  it.each([
    ['no device', { badge: 'x' }, 'device'],
    ['a PIN that is none', { badge: 'x', device: 'd', pin: '12a4' }, 'pin'],
    ['no badge', { device: 'd' }, 'badge'],
  ])('refuses %s', async (_case, body, path) => {
    const { json } = await http.call('POST', '/v1/session', { body: JSON.stringify(body) });
    expect(json).toMatchObject({ status: 422, errors: [{ path }] });
  });
});

describe('a session', () => {
  it('is over when it was ended, at once here, and in another process once that asks again', async () => {
    const { cookie } = await signedIn();
    const token = cookie.split('=')[1] ?? '';
    const elsewhere = await startHttpApp([], { databaseUrl: database.url });
    const there = elsewhere.app.get(Sessions);
    expect(await there.verify(token)).not.toBeNull();
    expect(await look(cookie)).toBe(200);
    const answer = await http.call('DELETE', '/v1/session', { headers: { cookie, ...OURS } });
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie'])).toMatch(/^okuru-session=; Max-Age=0; /);
    expect(await look(cookie)).toBe(401);
    await until(async () => (await there.verify(token)) === null);
    await elsewhere.close();
  });

  it.each<[string, (staffId: string) => Promise<unknown>]>([
    ['a block', (staffId) => admin('POST', `/v1/staff/${staffId}/block`)],
    ['a new badge', (staffId) => admin('POST', `/v1/staff/${staffId}/badge`)],
    ['a new PIN', (staffId) => admin('PUT', `/v1/staff/${staffId}/pin`, { pin: '2749' })],
    ['a word of the lead', (staffId) => admin('POST', `/v1/staff/${staffId}/sign-out`)],
    [
      'its last hour',
      (staffId) =>
        sql.query('update okuru_access.staff_session set expires_at = now() where staff_id = $1', [staffId]),
    ],
    [
      'an hour in which nobody used it',
      (staffId) =>
        sql.query(
          `update okuru_access.staff_session set seen_at = now() - interval '1 hour' where staff_id = $1`,
          [staffId],
        ),
    ],
  ])('is ended by %s', async (_what, end) => {
    const { staffId, cookie } = await signedIn();
    await end(staffId);
    expect(await look(cookie)).toBe(401);
  });

  it('lives on while it is used', async () => {
    const app = await startHttpApp([WorkController], { databaseUrl: database.url });
    const { staffId, cookie } = await signedIn();
    await sql.query(
      `update okuru_access.staff_session set seen_at = now() - interval '59 minutes' where staff_id = $1`,
      [staffId],
    );
    expect((await app.call('GET', '/v1/work', { headers: { cookie } })).status).toBe(200);
    await app.close(); // writes when it was last used
    const { rows } = await sql.query(
      `select seen_at > now() - interval '10 minutes' as seen from okuru_access.staff_session where staff_id = $1`,
      [staffId],
    );
    expect(rows).toEqual([{ seen: true }]);
  });

  it('is one of eight at most of a person; the oldest makes room', async () => {
    const { badge } = await member();
    const cookies = [];
    for (let nth = 0; nth < 9; nth += 1) cookies.push(cookieOf(await signIn(badge)));
    const statuses = await Promise.all(cookies.map(look));
    expect(statuses).toEqual([401, ...Array.from({ length: 8 }, () => 200)]);
  });

  it('is nothing to whoever comes with an API key, and a key that is wrong is not made right by it', async () => {
    const { cookie } = await signedIn();
    for (const method of ['GET', 'DELETE'])
      expect((await http.call(method, '/v1/session', { key: keys.ops, headers: { cookie } })).status).toBe(
        404,
      );
    expect((await http.call('GET', '/v1/work', { key: 'ok_wrong', headers: { cookie } })).status).toBe(401);
    expect(await look(cookie)).toBe(200);
  });

  it.each(['', 'x', 'A'.repeat(43), `${'A'.repeat(42)}%`, `${'A'.repeat(43)}"`])(
    'with the token "%s" is none',
    async (token) => expect(await look(`okuru-session=${token}`)).toBe(401),
  );
});

describe('a page of another site', () => {
  const FOREIGN: Headers[] = [
    {},
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ];

  it('cannot act with the cookie that the browser keeps, nor can anybody who does not say where he is', async () => {
    const { cookie, staffId } = await signedIn('admin');
    for (const foreign of FOREIGN)
      for (const path of ['/v1/work', `/v1/staff/${staffId}/block`])
        expect((await http.call('POST', path, { headers: { cookie, ...foreign } })).json).toMatchObject({
          status: 403,
          code: 'cross-site',
        });
    for (const own of [OURS, { origin: http.url }] as Headers[])
      expect((await http.call('POST', '/v1/work', { headers: { cookie, ...own } })).json).toEqual({
        by: `staff:${staffId}`,
      });
  });

  it('cannot sign a device in as somebody else', async () => {
    const { badge } = await member();
    const answer = await signIn(badge, undefined, newDevice(), { origin: 'https://evil.example' });
    expect(answer.json).toMatchObject({ status: 403, code: 'cross-site' });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('staff', () => {
  it('are listed without anything that opens a door', async () => {
    const { staffId, badge } = await member('lead', '2749');
    await signIn(badge, '2749');
    const { json, text } = await admin('GET', '/v1/staff');
    expect(json.staff.find((each: { staffId: string }) => each.staffId === staffId)).toEqual({
      staffId,
      name: '佐藤 花',
      role: 'lead',
      hasPin: true,
      sessions: 1,
      createdAt: expect.any(String),
      blockedAt: null,
    });
    expect(text).not.toMatch(/badge|hash|salt|\^B:/);
  });

  it('leave nothing in the database that opens a door', async () => {
    const { badge } = await member('warehouse', '274963');
    const token = cookieOf(await signIn(badge, '274963')).split('=')[1] ?? '';
    for (const table of ['staff', 'staff_session']) {
      const { rows } = await sql.query(`select t::text as row, * from okuru_access.${table} t`);
      const dump = rows
        .map((row) =>
          Object.values(row)
            .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
            .join(' '),
        )
        .join('\n');
      expect(rows.length).toBeGreaterThan(0);
      for (const secret of [badge.slice(3), badge.slice(3, 15), '274963', token])
        expect(dump).not.toContain(secret);
    }
  });

  it('come in again after a block was lifted', async () => {
    const { staffId, badge } = await member();
    await admin('POST', `/v1/staff/${staffId}/block`);
    expect((await signIn(badge)).status).toBe(401);
    await admin('POST', `/v1/staff/${staffId}/unblock`);
    expect((await signIn(badge)).status).toBe(201);
  });

  it('are signed out by their lead at the end of a shift, who stays, and so do others', async () => {
    const lead = await signedIn('lead');
    const [packer, otherLead, ops] = [await signedIn(), await signedIn('lead'), await signedIn('ops')];
    const asLead = (path: string) => http.call('POST', path, { headers: { cookie: lead.cookie, ...OURS } });
    expect((await asLead(`/v1/staff/${ops.staffId}/sign-out`)).status).toBe(404);
    expect((await asLead('/v1/staff/sign-out')).status).toBe(200);
    expect([await look(packer.cookie), await look(otherLead.cookie)]).toEqual([401, 401]);
    expect([await look(lead.cookie), await look(ops.cookie)]).toEqual([200, 200]);
    expect((await asLead(`/v1/staff/${packer.staffId}/badge`)).status).toBe(403);
  });

  it.each([
    ['POST', `/v1/staff/${NOBODY}/badge`],
    ['POST', `/v1/staff/${NOBODY}/block`],
    ['POST', `/v1/staff/${NOBODY}/sign-out`],
    ['DELETE', `/v1/staff/${NOBODY}/pin`],
    ['DELETE', '/v1/staff/x/pin'],
  ])('are nobody at %s %s', async (method, path) =>
    expect((await admin(method, path)).json).toMatchObject({ status: 404, code: 'not-found' }),
  );

  it.each<[string, string, string, object, string]>([
    ['a role of a storefront', 'POST', '/v1/staff', { name: 'x', role: 'storefront' }, 'role'],
    ['no name', 'POST', '/v1/staff', { role: 'lead' }, 'name'],
    ['an obvious PIN', 'PUT', `/v1/staff/${NOBODY}/pin`, { pin: '1234' }, 'pin'],
    ['a PIN of three digits', 'PUT', `/v1/staff/${NOBODY}/pin`, { pin: '274' }, 'pin'],
  ])('have not %s', async (_case, method, path, body, field) =>
    expect((await admin(method, path, body)).json).toMatchObject({ status: 422, errors: [{ path: field }] }),
  );
});

describe('the log', () => {
  it('tells who did what by id, and never a name, a badge, a PIN or a token', async () => {
    lines.length = 0;
    const { staffId, badge } = await member('warehouse', '274963');
    const token = cookieOf(await signIn(badge, '274963')).split('=')[1] ?? '';
    await signIn(UNKNOWN, '274964');
    const written = lines.join('\n');
    for (const said of ['a member of staff was added', 'a PIN was set', 'signed in', 'a sign-in was refused'])
      expect(written).toContain(said);
    expect(written).toContain(staffId);
    for (const secret of ['佐藤', badge.slice(3), '274963', '274964', token])
      expect(written).not.toContain(secret);
  });
});
