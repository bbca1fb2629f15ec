import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventData } from '@okuru/contracts';
import { PostgresEventLog } from '@okuru/platform';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { Pool } from 'pg';
import { rehearse as cliRehearse } from '../apps/cli/src/running-shop/rehearse.js';
import { withShop } from '../apps/cli/src/running-shop/shop-address.js';
import { untilAllQuiet } from './support/all-quiet.js';
import { goodBody, SPOILT_BODIES } from './support/bodies.js';
import { everyRow } from './support/every-row.js';
import { type Change, changesBetween, lastingRows } from './support/lasting-rows.js';
import { chanceOf } from './support/schedules/random.js';
import { type Reply, startShop, type TestShop } from './support/shop.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
const ORDERS = 48;
const SETTLED_WITHIN_MS = 180_000;
const REHEARSE = '/v1/orders?rehearse=true';

/** What stating and hearing facts leaves behind; everything else is the shop's business. */
const PLUMBING = /\.(event|event_head|inbox)$/;
/** Words that stand in no file of ours. */
const BUYER = {
  name: '金糸雀 瑠璃',
  email: 'canary-51d0@example.com',
  phone: '090-5550-4421',
  street: '囀町5-1-0',
};

describe('a rehearsal', () => {
  let logDatabase: TestDatabase;
  let log: PostgresEventLog;
  let shop: TestShop;
  let database: Pool;

  beforeAll(async () => {
    logDatabase = await testDatabase();
    log = new PostgresEventLog({ database: logDatabase.url });
    await log.install();
    shop = await startShop({ eventLog: log });
    database = new Pool({ connectionString: shop.databaseUrl, max: 2 });
    await shop.stock(
      {
        'MUG-WHITE': 1_000,
        'TEA-SENCHA': 1_000,
        'BOX-LONG': 1_000,
        'CARD-FLAT': 1_000,
        'CUP-RARE': 25,
        'POLE-HUGE': 9,
      },
      { 'BOX-LONG': [700, 300, 120], 'CARD-FLAT': [200, 140, 12], 'POLE-HUGE': [1_900, 600, 600] },
    );
    await untilAllQuiet(shop, database);
  }, 120_000);
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
    await logDatabase.drop();
  });

  const rehearse = (body: object): Promise<Reply> => shop.call('storefront', 'POST', REHEARSE, body);
  const place = (body: object): Promise<Reply> =>
    shop.call('storefront', 'POST', '/v1/orders', body, { 'idempotency-key': randomUUID() });
  const changedBy = async (asking: () => Promise<Reply>): Promise<[Reply, Change[]]> => {
    const before = await lastingRows(database);
    const reply = await asking();
    await untilAllQuiet(shop, database);
    return [reply, changesBetween(before, await lastingRows(database))];
  };
  const isBusiness = ({ place: table }: Change): boolean => !PLUMBING.test(table);

  it('says what would become of an order', async () => {
    const { status, body } = await rehearse(goodBody('told'));
    expect([status, body]).toMatchObject([
      200,
      {
        rehearsal: true,
        channel: 'web',
        reference: 'told',
        total: 4680,
        holds: [],
        obstacles: [],
        stock: [
          { lineId: '1', sku: 'MUG-WHITE', quantity: 2, available: 2, waiting: 0, cancelled: 0 },
          { lineId: '2', sku: 'TEA-SENCHA', quantity: 1, available: 1, waiting: 0, cancelled: 0 },
        ],
        parcels: [
          { package: { code: expect.any(String) }, carrier: expect.any(String), waitsForStock: false },
        ],
        totalYen: expect.any(Number),
      },
    ]);
    expect(body.totalYen).toBeGreaterThan(0);
    expect(body.tables.map(({ table }: { table: string }) => table)).toEqual(
      expect.arrayContaining(['packages', 'tariff']),
    );
  });

  it('changes no row of any table but what the log keeps of its facts, and an order is seen to change more', async () => {
    const [rehearsed, changes] = await changedBy(() => rehearse(goodBody('in-earnest')));
    expect(rehearsed.status).toBe(200);
    expect(changes.filter(isBusiness)).toEqual([]);
    expect(changes.map((change) => change.place)).toEqual(
      expect.arrayContaining(['okuru_order.event', 'okuru_inventory.event', 'okuru_shipping.event']),
    );
    const facts = changes
      .filter((change) => change.place.endsWith('.event'))
      .flatMap(({ added, removed }) => [...added, ...removed]);
    expect(facts).toHaveLength(3);
    expect(facts.every((row) => row.includes('rehearsal.'))).toBe(true);
    expect((await database.query('SELECT FROM okuru_order.rehearsal')).rowCount).toBe(0);

    const [placed, more] = await changedBy(async () => {
      const reply = await place(goodBody('in-earnest'));
      await shop.until(
        () => shop.call('ops', 'GET', `/v1/orders/${reply.body.orderId}`),
        ({ body }) => body.parcels.length > 0 && body.letters.length > 0,
      );
      return reply;
    });
    expect(placed.status).toBe(201);
    expect(more.filter(isBusiness).map((change) => change.place)).toEqual(
      expect.arrayContaining(['okuru_order.orders', 'okuru_inventory.stock', 'okuru_shipping.parcel']),
    );
  });

  it('is shown at the terminal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'okuru-rehearsal-'));
    try {
      const file = join(folder, 'order.json');
      const ask = () =>
        withShop({ url: shop.url, key: shop.keys.storefront }, (client) => cliRehearse(client, file));
      await writeFile(file, JSON.stringify(goodBody('at-the-terminal')));
      expect((await ask()).join('\n')).toMatch(
        /at-the-terminal[^]*MUG-WHITE +2 +2 +0 +0[^]*total: [0-9,]+ yen/,
      );
      await writeFile(file, '{');
      await expect(ask()).rejects.toThrow(/order\.json is no JSON/);
      await writeFile(file, '{}');
      await expect(ask()).rejects.toThrow(/reference: /);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each(SPOILT_BODIES.map((each) => [each.what, each] as const))(
    '%s: is refused as an order is, and changes nothing',
    async (_what, { spoil, path }) => {
      const body = goodBody('spoilt');
      spoil(body);
      const before = await lastingRows(database);
      const { status, body: problem } = await rehearse(body);
      expect([status, problem.errors.map((error: { path: string }) => error.path)]).toEqual([
        422,
        expect.arrayContaining([path]),
      ]);
      expect(changesBetween(before, await lastingRows(database))).toEqual([]);
    },
  );

  it('lets nothing of the buyer out: no table, no fact', async () => {
    const body = {
      ...goodBody('secret'),
      contact: { name: BUYER.name, email: BUYER.email, phone: BUYER.phone },
      shipTo: {
        name: BUYER.name,
        postalCode: '100-0001',
        prefecture: 13,
        city: '千代田区',
        street: BUYER.street,
      },
      remarks: BUYER.name,
    };
    const answer = await rehearse(body);
    expect(answer).toMatchObject({ status: 200, body: { holds: [{ reason: 'remark-present' }] } });
    const places = [...(await everyRow(database)), ...(await logRows())];
    const leaks = Object.entries(BUYER).flatMap(([field, value]) =>
      places.filter(([, rows]) => rows.includes(value)).map(([where]) => `${field} in ${where}`),
    );
    expect(leaks).toEqual([]);
    // The same search finds what may stand there.
    expect(places.filter(([, rows]) => rows.includes('100-0001')).length).toBeGreaterThan(1);
    expect(JSON.stringify(answer.body)).not.toContain(BUYER.name);
  });
  const logRows = async () => {
    const pool = new Pool({ connectionString: logDatabase.url, max: 1 });
    try {
      return await everyRow(pool);
    } finally {
      await pool.end();
    }
  };

  it(
    `says of each of ${ORDERS} random orders what then becomes of it (seed ${SEED})`,
    async () => {
      const chance = chanceOf(SEED);
      const seen = { parcels: 0, held: 0, waiting: 0, cancelled: 0, unplanned: 0 };
      for (let nth = 0; nth < ORDERS; nth += 1) {
        const body = randomOrder(chance, nth);
        const rehearsed = await rehearse(body);
        expect([nth, rehearsed.status]).toEqual([nth, 200]);
        const placed = await place(body);
        expect([nth, placed.status]).toEqual([nth, 201]);
        const real = await whatBecameOf(placed.body.orderId);
        expect([nth, wordsOf(rehearsed.body)]).toEqual([nth, real]);
        seen.parcels += real.parcels.length;
        seen.held += real.holds.length;
        for (const [, , waiting, cancelled] of real.stock) {
          seen.waiting += waiting;
          seen.cancelled += cancelled;
        }
        seen.unplanned += real.refusals.length;
      }
      expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([]);
    },
    SETTLED_WITHIN_MS,
  );

  const randomOrder = (chance: (count: number) => number, nth: number): object => {
    const skus = ['MUG-WHITE', 'TEA-SENCHA', 'BOX-LONG', 'CARD-FLAT', 'CUP-RARE'].filter(
      () => chance(3) === 0,
    );
    if (chance(12) === 0) skus.push('POLE-HUGE');
    const lines = (skus.length > 0 ? skus : ['MUG-WHITE']).map((sku) => ({
      sku,
      quantity: 1 + chance(4),
      unitPrice: 500 + chance(9_000),
    }));
    const cod = chance(4) === 0;
    const mode = ['any', 'any', 'hand-over', 'mailbox'][chance(4)];
    return {
      reference: `random-${nth}`,
      lines,
      shortStock: ['ship-complete', 'ship-available', 'cancel-short'][chance(3)],
      contact: { name: '山田 花子', email: `random-${nth}@example.com` },
      shipTo: {
        name: '山田 花子',
        postalCode: '900-0001',
        prefecture: 1 + chance(47),
        city: '市',
        street: '1-1',
      },
      payment: { method: cod ? 'cod' : 'prepaid' },
      delivery: { mode },
      ...(chance(6) === 0 ? { remarks: '夕方にお願いします' } : {}),
    };
  };

  type Units = readonly [lineId: string, available: number, waiting: number, cancelled: number];
  interface Outcome {
    readonly holds: readonly string[];
    readonly stock: readonly Units[];
    /** Of what goes at once, if nothing holds the order. */
    readonly parcels: readonly object[];
    /** Where nothing waits for stock: what waits is not planned yet. */
    readonly refusals: readonly string[];
  }

  /** The rehearsal in the words of an order's facts. A held order is not planned yet, so its parcels are not compared. */
  const wordsOf = (answer: Reply['body']): Outcome => {
    const held = answer.holds.length > 0;
    const waits = answer.stock.some(({ waiting }: { waiting: number }) => waiting > 0);
    return {
      holds: answer.holds.map(({ reason }: { reason: string }) => reason),
      stock: answer.stock.map((line: EventData<'rehearsal.stocked'>['lines'][number]) => [
        line.lineId,
        line.available,
        line.waiting,
        line.cancelled,
      ]),
      parcels: held
        ? []
        : answer.parcels
            .filter(({ waitsForStock }: { waitsForStock: boolean }) => !waitsForStock)
            .map((parcel: any) => ({
              lines: parcel.lines,
              packageCode: parcel.package.code,
              carrier: parcel.carrier,
              service: parcel.service,
              plannedYen: parcel.plannedYen,
            })),
      refusals:
        held || waits
          ? []
          : answer.obstacles
              .map(({ code }: { code: string }) => code)
              .filter((code: string) => ['fits-no-package', 'no-carrier-may-carry-it'].includes(code)),
    };
  };

  /** What the services stated of an order, once everybody has heard everything. */
  const whatBecameOf = async (orderId: string): Promise<Outcome> => {
    await untilAllQuiet(shop, database);
    const { rows } = await database.query<{ type: string; data: any }>(
      `SELECT type, data FROM okuru_order.event WHERE key = $1
       UNION ALL SELECT type, data FROM okuru_inventory.event WHERE key = $1
       UNION ALL SELECT type, data FROM okuru_shipping.event WHERE key = $1`,
      [`order:${orderId}`],
    );
    const facts = (type: string): any[] => rows.filter((row) => row.type === type).map(({ data }) => data);
    const [placed] = facts('order.placed');
    const [reserved] = facts('stock.reserved');
    const [short] = facts('stock.backordered');
    const unitsIn = (lines: readonly { lineId: string; quantity: number }[] | undefined, lineId: string) =>
      lines?.find((line) => line.lineId === lineId)?.quantity ?? 0;
    return {
      holds: facts('order.held').flatMap(({ reasons }) => reasons),
      stock: placed.lines.map(({ lineId }: { lineId: string }): Units => [
        lineId,
        unitsIn(reserved?.lines, lineId),
        unitsIn(short?.lines, lineId),
        unitsIn(reserved?.cancelled, lineId),
      ]),
      parcels: facts('parcels.planned').flatMap(({ parcels }) =>
        parcels.map(({ parcelId: _, ...parcel }: { parcelId: string }) => parcel),
      ),
      refusals: short ? [] : facts('planning.failed').map(({ reason }) => reason),
    };
  };
});
