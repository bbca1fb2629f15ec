import type { EventData, RehearsalPlan } from '@okuru/contracts';
import { until } from '@okuru/platform/testing';
import { anOrderBody, aTalkativeOrder, CANARIES } from '../testing/an-order.js';
import { anItem, OrderShop, type Answer } from '../testing/order-shop.js';

type Asked = EventData<'rehearsal.asked'>;

/** Longer than any answer takes on a busy machine, and so short that a test may wait for its end. */
const [LONG_MS, SHORT_MS] = [30_000, 3_000];
const PATH = '/v1/orders?rehearse=true';
let shop: OrderShop;
const openWaiting = (waitMs: number): void => {
  beforeAll(async () => {
    shop = await OrderShop.open({ OKURU_REHEARSAL_WAIT_MS: String(waitMs) });
  });
  afterAll(() => shop.close());
};

const rehearse = (body: unknown, key = shop.keys.web): Promise<Answer> =>
  shop.ask('POST', PATH, { body, key });

const rowsOf = async (table: string): Promise<number> =>
  (await shop.sql.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;

/** The questions asked so far, the newest first. */
const asked = async (): Promise<Asked[]> =>
  (
    await shop.sql.query<{ data: Asked }>(
      `SELECT data FROM event WHERE type = 'rehearsal.asked' ORDER BY time DESC, id DESC`,
    )
  ).rows.map(({ data }) => data);

/** Looks what was asked so far; what it answers resolves with the question that is asked next. */
const nextAsked = async (): Promise<() => Promise<Asked>> => {
  const before = new Set((await asked()).map(({ rehearsalId }) => rehearsalId));
  return async () => {
    let next: Asked | undefined;
    await until(async () => {
      next = (await asked()).find(({ rehearsalId }) => !before.has(rehearsalId));
      return next !== undefined;
    });
    return next!;
  };
};

const stocked = ({ rehearsalId, question }: Asked, available = 9_999): EventData<'rehearsal.stocked'> => ({
  rehearsalId,
  question,
  lines: question.lines.map((line) => {
    const there = Math.min(available, line.quantity);
    return { ...line, available: there, waiting: line.quantity - there, cancelled: 0 };
  }),
  items: question.lines.map(({ sku }) => anItem(sku)),
});
const PLAN: RehearsalPlan = {
  parcels: [
    {
      lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }],
      temperature: 'ambient',
      waitsForStock: false,
      package: { code: 'C60', nameJa: '60サイズ箱' },
      carrier: 'yamato',
      service: 'takkyubin',
      classCode: '60',
      yen: [
        { what: 'package', yen: 50 },
        { what: 'freight', yen: 900 },
      ],
      totalYen: 950,
      plannedYen: 950,
      arrivesOn: '2026-01-16',
      toMeasure: [],
    },
  ],
  refusals: [],
  tables: [{ table: 'packages', version: 'packages-9' }],
};

const topics = ['rehearsal.stocked', 'rehearsal.answered'] as const;
/** Rehearses and plays the other services; what each says, and in which order, is given. */
const answeredBy = async (
  body: unknown,
  {
    order = topics,
    available,
    plan = PLAN,
  }: { order?: readonly string[]; available?: number; plan?: RehearsalPlan | null } = {},
): Promise<Answer> => {
  const next = await nextAsked();
  const answer = rehearse(body);
  const question = await next();
  for (const type of order) {
    if (type === 'rehearsal.stocked') await shop.tell(type, stocked(question, available));
    if (type === 'rehearsal.answered') await shop.tell(type, { rehearsalId: question.rehearsalId, plan });
    await shop.untilHeard();
  }
  return answer;
};

describe('a rehearsal', () => {
  openWaiting(LONG_MS);
  it.each([[[...topics]], [[...topics].reverse()], [[...topics, ...topics]]])(
    'is answered when both have spoken: %j',
    async (order) => {
      const tables = ['orders', 'order_line', 'order_history', 'idempotency', 'timer'];
      const before = await Promise.all(tables.map(rowsOf));
      const body = anOrderBody();
      const { status, json } = await answeredBy(body, { order });
      expect([status, json]).toEqual([
        200,
        {
          rehearsal: true,
          channel: 'web',
          reference: body.reference,
          total: 3000,
          holds: [],
          deadline: null,
          stock: [{ lineId: '1', sku: 'MUG', quantity: 2, available: 2, waiting: 0, cancelled: 0 }],
          parcels: PLAN.parcels,
          totalYen: 950,
          obstacles: [],
          tables: PLAN.tables,
        },
      ]);
      expect(await Promise.all(tables.map(rowsOf))).toEqual(before);
      expect(await rowsOf('rehearsal')).toBe(0);
    },
  );

  it('asks with nothing of the buyer but prefecture and postal code', async () => {
    const next = await nextAsked();
    const answer = rehearse(aTalkativeOrder({ payment: { method: 'cod' } }));
    const question = await next();
    expect(question.question).toMatchObject({
      destination: { country: 'JP', prefecture: 13, postalCode: '100-0001' },
      collect: { totalYen: 3000, unitPricesYen: { 1: 1500 } },
    });
    const said = JSON.stringify(question);
    expect(CANARIES.filter((word) => said.includes(word))).toEqual([]);
    await shop.tell('rehearsal.stocked', stocked(question));
    await shop.tell('rehearsal.answered', { rehearsalId: question.rehearsalId, plan: PLAN });
    const { status, json } = await answer;
    expect(status).toBe(200);
    expect(json.holds).toEqual([
      { reason: 'remark-present', words: { ja: expect.any(String), en: expect.any(String) } },
    ]);
    expect(json.deadline).toBe(new Date(shop.clock.now().getTime() + 72 * 3_600_000).toISOString());
    expect(CANARIES.filter((word) => JSON.stringify(json).includes(word))).toEqual([]);
  });

  it('tells what stands in the way', async () => {
    const placed = anOrderBody();
    await shop.post(placed);
    const plan: RehearsalPlan = {
      ...PLAN,
      parcels: [{ ...PLAN.parcels[0]!, package: null, totalYen: null, toMeasure: ['MUG'] }],
      refusals: [{ reason: 'fits-no-package', skus: ['POLE'] }],
    };
    const { json } = await answeredBy(placed, { available: 1, plan });
    expect(json.obstacles.map(({ code, skus }: { code: string; skus: string[] }) => [code, skus])).toEqual([
      ['reference-taken', []],
      ['waits-for-stock', ['MUG']],
      ['fits-no-package', ['POLE']],
      ['size-unknown', ['MUG']],
    ]);
    expect(json.totalYen).toBeNull();
  });

  it('of several lines at once wakes each of those who wait with its own answer', async () => {
    const bodies = Array.from({ length: 20 }, () => anOrderBody());
    const before = (await asked()).length;
    const answers = bodies.map((body) => rehearse(body));
    await until(async () => (await asked()).length === before + bodies.length);
    for (const question of (await asked()).slice(0, bodies.length)) {
      await shop.tell('rehearsal.answered', { rehearsalId: question.rehearsalId, plan: PLAN });
      await shop.tell('rehearsal.stocked', stocked(question));
    }
    const told = await Promise.all(answers);
    expect(told.map(({ status }) => status)).toEqual(bodies.map(() => 200));
    expect(told.map(({ json }) => json.reference)).toEqual(bodies.map(({ reference }) => reference));
  });
});

const expectUnavailable = ({ status, headers, json }: Answer, code: string): void => {
  expect([status, headers.get('content-type'), headers.get('retry-after'), json.code]).toEqual([
    503,
    expect.stringMatching(/^application\/problem\+json/),
    '2',
    code,
  ]);
};

describe('a rehearsal that is not answered in time', () => {
  openWaiting(SHORT_MS);

  it.each([
    [[], ['inventory', 'shipping']],
    [['rehearsal.stocked'], ['shipping']],
    [['rehearsal.answered'], ['inventory']],
  ])('within the time after %j names who is silent: %j', async (order, missing) => {
    const answer = await answeredBy(anOrderBody(), { order });
    expectUnavailable(answer, 'rehearsal-unanswered');
    expect(answer.json.missing).toEqual(missing);
    expect(await rowsOf('rehearsal')).toBe(0);
  });

  it('finds nobody when the answer comes late', async () => {
    const next = await nextAsked();
    const answer = rehearse(anOrderBody());
    const question = await next();
    expectUnavailable(await answer, 'rehearsal-unanswered');
    await shop.tell('rehearsal.stocked', stocked(question));
    await shop.untilHeard();
    expect(await rowsOf('rehearsal')).toBe(0);
    expect(await rowsOf('dead_letter')).toBe(0);
  });
});

describe('a rehearsal that is not answered', () => {
  openWaiting(LONG_MS);

  it('because shipping has too much to plan says so at once', async () => {
    expectUnavailable(await answeredBy(anOrderBody(), { plan: null }), 'rehearsal-not-planned');
  });

  it('because the process ends is told so', async () => {
    const next = await nextAsked();
    const answer = rehearse(anOrderBody());
    await next();
    await shop.restart();
    expectUnavailable(await answer, 'rehearsal-interrupted');
    expect(await rowsOf('rehearsal')).toBe(0);
  });
});

describe('what is asked wrongly', () => {
  openWaiting(LONG_MS);
  it.each([
    ['a body that no order could have', PATH, anOrderBody({ lines: [] }), 'lines'],
    [
      'an unknown sku',
      PATH,
      anOrderBody({ lines: [{ sku: 'GHOST', quantity: 1, unitPrice: 1 }] }),
      'lines[0].sku',
    ],
    ['a day that is over', PATH, anOrderBody({ delivery: { date: '2026-01-14' } }), 'delivery.date'],
    ['a total that does not add up', PATH, anOrderBody({ money: { total: 1 } }), 'money.total'],
    ['a channel of somebody else', PATH, anOrderBody({ channel: 'mall' }), 'channel'],
    ['a misspelt parameter', '/v1/orders?rehears=true', anOrderBody(), 'rehears'],
    ['a parameter of another value', '/v1/orders?rehearse=yes', anOrderBody(), 'rehearse'],
    ['a parameter without a value', '/v1/orders?rehearse', anOrderBody(), 'rehearse'],
  ])('%s is answered 422 and neither asked nor placed', async (_what, path, body, field) => {
    const before = [(await asked()).length, await rowsOf('orders')];
    const { status, json } = await shop.ask('POST', path, { body, idempotencyKey: `wrong-${field}` });
    expect([status, json.errors.map((error: { path: string }) => error.path)]).toEqual([422, [field]]);
    expect([(await asked()).length, await rowsOf('orders')]).toEqual(before);
  });

  it('rehearse=false places the order', async () => {
    const body = anOrderBody();
    const placed = await shop.ask('POST', '/v1/orders?rehearse=false', {
      body,
      idempotencyKey: 'in-earnest',
    });
    expect(placed).toMatchObject({ status: 201, json: { reference: body.reference } });
  });
});
