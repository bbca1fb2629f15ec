import { topicOf, type EventData, type EventType, type ServiceName } from '@okuru/contracts';
import {
  ApiKeys,
  encodeEvent,
  MemoryEventLog,
  MovableClock,
  readConfig,
  startServices,
  type Role,
  type RunningApp,
} from '@okuru/platform';
import { testDatabase, until, type TestDatabase } from '@okuru/platform/testing';
import iconv from 'iconv-lite';
import pg from 'pg';
import { shippingService } from './index.js';
import { SEED_PACKAGES } from './package-kinds/seed-packages.js';
import { anItem, confirmedOrder, heard, NOW, reservedStock } from './testing/facts.js';

/** Orders that left in the month before the shop's today. */
const ORDERS = 120;
const MONTH = { from: '2026-01-01', to: '2026-01-31' };

/** What these tests read of any answer. */
interface Answered {
  readonly whatIfId: string;
  readonly state: string;
  readonly total: number;
  readonly progress: { readonly done: number; readonly of: number };
  readonly figures: {
    readonly done: number;
    readonly compared: number;
    readonly changed: number;
    readonly dearer: number;
    readonly leftToAPerson: number;
    readonly plannedYen: number;
    readonly total: { readonly nowYen: number; readonly thenYen: number };
    readonly packages: Readonly<
      Record<string, { readonly nowParcels: number; readonly thenParcels: number }>
    >;
  };
  readonly savedYen: number;
  readonly billId: string;
  readonly bills: readonly object[];
  readonly corrections: readonly object[];
  readonly errors: readonly { readonly path: string; readonly mend?: string }[];
}

let database: TestDatabase;
let pool: pg.Pool;
let app: RunningApp;
const eventLog = new MemoryEventLog();
const keys = new Map<Role, string>();

const states = <T extends EventType>(service: ServiceName, type: T, data: EventData<T>): Promise<void> => {
  const event = heard(type, data);
  return eventLog.append(topicOf(service), [encodeEvent({ ...event, data: JSON.stringify(data) })]);
};

const ask = async (
  method: string,
  path: string,
  { body, csv, role = 'ops' }: { body?: object; csv?: Uint8Array; role?: Role } = {},
) => {
  const sent = csv ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(`${app.url}/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${keys.get(role)}`,
      ...(sent === undefined ? {} : { 'content-type': csv ? 'text/csv' : 'application/json' }),
    },
    ...(sent === undefined ? {} : { body: sent as string }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text,
    body: (isJson ? JSON.parse(text) : {}) as Answered,
  };
};

/** Every parcel leaves at noon of a day of the month. */
const LEAVES = [
  `UPDATE parcel_line SET scanned = quantity`,
  `UPDATE parcel SET status = 'packing'`,
  `UPDATE parcel SET package_code = 'C160', carrier = 'yamato', service = 'takkyubin', planned_yen = 2000
   WHERE package_code IS NULL`,
  `UPDATE parcel p SET status = 'closed', weight_grams = 900, label_asked_at = now(), closed_at = now(),
     tracking_number = (100000000000 + n.nth)::text
   FROM (SELECT parcel_id, row_number() OVER (ORDER BY parcel_id) AS nth FROM parcel) AS n WHERE n.parcel_id = p.parcel_id`,
  `UPDATE parcel SET status = 'dispatched', planned_at = planned_at - interval '20 days',
     dispatched_at = '2026-01-10T03:00:00Z'`,
];

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({
    connectionString: database.url,
    max: 1,
    options: '-c search_path=okuru_shipping',
  });
  const config = readConfig({
    ...{ DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent', OKURU_EVENT_LOG: 'memory' },
  });
  app = await startServices(config, [shippingService], { eventLog, clock: new MovableClock(new Date(NOW)) });
  for (const role of ['warehouse', 'ops', 'storefront'] as const) {
    const channel = role === 'storefront' ? { channel: 'web' } : {};
    keys.set(role, (await app.app.get(ApiKeys).issue({ role, label: role, ...channel })).key);
  }
  for (let nth = 0; nth < ORDERS; nth += 1) {
    const order = confirmedOrder({ [`BOX-${nth % 3}`]: 1 + (nth % 2) }, { reference: `A-${nth}` });
    await states('order', 'order.confirmed', order);
    // Every fortieth item was never measured: a person picks its package.
    const unknown = nth % 40 === 39 ? { size: null, weightGrams: null } : {};
    const item = (sku: string) =>
      anItem(sku, { size: { lengthMm: 250, widthMm: 190, heightMm: 110 }, ...unknown });
    await states('inventory', 'stock.reserved', reservedStock(order, {}, item));
  }
  const planned = async () =>
    (await pool.query<{ orders: number }>('SELECT count(DISTINCT order_id)::int AS orders FROM parcel'))
      .rows[0]!.orders;
  await until(async () => (await planned()) === ORDERS);
  for (const statement of LEAVES) await pool.query(statement);
});
afterAll(async () => {
  await app.close();
  await eventLog.close();
  await pool.end();
  await database.drop();
});

const answered = async (question: object): Promise<Answered> => {
  const asked = await ask('POST', 'what-if', { body: question });
  expect([asked.status, asked.text]).toEqual([202, expect.stringContaining('whatIfId')]);
  const path = `what-if/${asked.body.whatIfId}`;
  await until(async () => (await ask('GET', path)).body.state === 'done');
  return (await ask('GET', path)).body;
};
const C80 = SEED_PACKAGES.find(({ code }) => code === 'C80')!;

describe('what if', () => {
  it('nothing changed for anybody: a package that is there already saves nothing', async () => {
    const { figures, progress, savedYen, ...rest } = await answered({ addPackages: [C80] });
    expect(rest).toMatchObject(MONTH);
    expect([progress, savedYen]).toEqual([{ done: ORDERS, of: ORDERS }, 0]);
    expect(figures).toMatchObject({ compared: ORDERS - 3, changed: 0, leftToAPerson: 3 });
    expect(figures.total.nowYen).toBe(figures.plannedYen);
  });

  it('the shop stocked a cheaper box: orders go into it, and nothing gets dearer', async () => {
    const cheaper = { ...C80, code: 'C70', nameJa: '70サイズ箱', costYen: 1 };
    const { figures, savedYen, whatIfId } = await answered({ addPackages: [cheaper] });
    expect(figures.packages['C70']!.thenParcels).toBeGreaterThan(0);
    expect(figures).toMatchObject({ dearer: 0, changed: expect.any(Number) });
    expect(savedYen).toBe(figures.total.nowYen - figures.total.thenYen);
    expect(savedYen).toBeGreaterThan(0);
    const chart = await ask('GET', `what-if/${whatIfId}/chart.svg`);
    expect(chart).toMatchObject({ status: 200, type: expect.stringContaining('image/svg+xml') });
    expect(chart.text).toContain('C70');
    expect(chart.text.startsWith('<svg')).toBe(true);
  });

  it('a carrier gave half off: the yen of its parcels fall', async () => {
    const discounts = [{ carrier: 'sagawa', service: 'takuhaibin', percent: 50 }];
    const { figures, savedYen } = await answered({ ...MONTH, discounts });
    expect([figures.done, savedYen > 0]).toEqual([ORDERS, true]);
  });

  it('no order left in a month: an answer with nothing in it', async () => {
    const { figures, savedYen } = await answered({
      from: '2025-01-01',
      to: '2025-01-31',
      addPackages: [C80],
    });
    expect([figures.done, savedYen]).toEqual([0, 0]);
  });

  it.each<[string, object, string]>([
    ['nothing', {}, ''],
    ['half a period', { from: '2026-01-01', addPackages: [C80] }, 'to'],
    ['days in the wrong order', { from: '2026-01-02', to: '2026-01-01', addPackages: [C80] }, 'to'],
    ['a day that is none', { from: '2026-02-30', to: '2026-03-01', addPackages: [C80] }, 'from'],
    [
      'a service that is none',
      { discounts: [{ carrier: 'moon', service: 'x', percent: 8 }] },
      'discounts[0].service',
    ],
    [
      '8 % in words',
      { discounts: [{ carrier: 'sagawa', service: 'takuhaibin', percent: '8%' }] },
      'discounts[0].percent',
    ],
    [
      'more than all',
      { discounts: [{ carrier: 'sagawa', service: 'takuhaibin', percent: 101 }] },
      'discounts[0].percent',
    ],
    ['a box twice', { addPackages: [C80, C80] }, 'addPackages[1].code'],
    [
      'a box lighter full than empty',
      { addPackages: [{ ...C80, grossWeightGramsMax: 2 }] },
      'addPackages[0].grossWeightGramsMax',
    ],
    [
      'a tariff without prices',
      { tariffs: [{ carrier: 'sagawa', service: 'takuhaibin', version: 'x' }] },
      'tariffs[0].priceYen',
    ],
  ])('asked about %s it says where it is wrong and keeps nothing', async (_what, question, path) => {
    const count = async () => (await pool.query('SELECT what_if_id FROM what_if')).rowCount;
    const before = await count();
    const { status, body } = await ask('POST', 'what-if', { body: question });
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.path)).toContain(path);
    expect(await count()).toBe(before);
  });

  it('is for ops, and has no answer nobody asked for', async () => {
    expect((await ask('GET', 'what-if', { role: 'warehouse' })).status).toBe(403);
    const nobodys = 'what-if/01930f3e-7a00-7000-8000-00000000dead';
    expect((await ask('GET', nobodys)).status).toBe(404);
    expect((await ask('GET', `${nobodys}/chart.svg`)).status).toBe(404);
  });
});

describe('a bill over HTTP', () => {
  const bill = (lines: readonly string[]) =>
    iconv.encode(['お問い合わせ番号,サイズ,運賃,発送日,備考', ...lines].join('\r\n'), 'cp932');
  const PATH = 'carrier-bills?carrier=yamato&billNumber=2026-01&layout=okuru-ja';

  it('is taken as CP932 once, shown, listed and exported', async () => {
    const csv = bill(['999999999999,60サイズ,650,2026/01/10,①']);
    const taken = await ask('POST', PATH, { csv });
    expect(taken).toMatchObject({ status: 200, body: { added: 1, known: 0, billedYen: 650 } });
    expect((await ask('POST', PATH, { csv })).body).toMatchObject({
      added: 0,
      known: 1,
      billId: taken.body.billId,
    });
    expect((await ask('GET', 'carrier-bills')).body.bills).toHaveLength(1);
    const exported = await ask('GET', `carrier-bills/${taken.body.billId}/differences.csv`);
    expect(exported).toMatchObject({ status: 200, type: expect.stringContaining('text/csv') });
    expect(exported.text).toContain('999999999999');
    expect((await ask('GET', 'item-corrections', { role: 'warehouse' })).body.corrections).toEqual([]);
  });

  it('is refused with row and mend, to the wrong role, without a name, and as anything but CSV', async () => {
    const faulty = await ask('POST', PATH, { csv: bill(['1,60,-5,2026/01/10,']) });
    expect(faulty.status).toBe(422);
    expect(faulty.body.errors).toMatchObject([
      { path: 'rows[2].お問い合わせ番号', mend: expect.any(String) },
      { path: 'rows[2].運賃', mend: expect.any(String) },
    ]);
    expect((await ask('POST', PATH, { csv: bill([]), role: 'warehouse' })).status).toBe(403);
    expect((await ask('POST', 'carrier-bills?carrier=moon&billNumber=1', { csv: bill([]) })).status).toBe(
      422,
    );
    expect((await ask('POST', 'carrier-bills?carrier=yamato', { csv: bill([]) })).status).toBe(422);
    expect((await ask('POST', PATH, { body: {} })).status).toBe(415);
  });
});
