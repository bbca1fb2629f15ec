import { MemoryEventLog, MovableClock, Timers } from '@okuru/platform';
import { Pool } from 'pg';
import { anOrder } from '../support/an-order.js';
import { haveAllHeardAll } from '../support/heard-all.js';
import { many, scaled, tellFigure } from '../support/promises/figure.js';
import { chanceOf } from '../support/schedules/random.js';
import { type Reply, startShop, type TestShop } from '../support/shop.js';

const CLIENTS = scaled(200);
const UNITS = scaled(100);
const SKU = 'P3-LAMP';
const PRICE = 1000;
const PAYMENT_DAYS_AND_ONE = 8;
const DAY_MS = 86_400_000;
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
/** After so many answers, so that the shop gets on however slow the machine is. */
const ANSWERS_PER_CUT = 4;
const ASKED_AGAIN_MAX = 200;
const SETTLED_WITHIN_MS = 300_000;

/** Some sessions of the services, by chance; the database tells how many it ended. */
const CUT = `
  SELECT count(pg_terminate_backend(pid))::int AS ended FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'okuru-%' AND pid % 3 = $1`;

/** Knows nothing of the services but their tables: units that came in, lie there, are promised, and are held by whom. */
const BOOKS = `
  SELECT s.on_hand::int AS "onHand", s.free::int AS free, s.reserved::int AS reserved,
    (SELECT coalesce(sum(change), 0)::int FROM okuru_inventory.movement WHERE sku = s.sku) AS "cameIn",
    (SELECT coalesce(sum(held), 0)::int FROM okuru_inventory.reservation) AS held,
    (SELECT coalesce(sum(held), 0)::int FROM okuru_inventory.reservation JOIN okuru_order.orders USING (order_id)
      WHERE status = 'cancelled') AS leaked,
    (SELECT count(*)::int FROM okuru_order.orders WHERE status = 'cancelled') AS cancelled,
    (SELECT count(*)::int FROM okuru_inventory.reservation WHERE held > 1) AS doubled,
    (SELECT coalesce(sum(reserved), 0)::int FROM okuru_order.order_line) AS promised
  FROM okuru_inventory.stock s WHERE s.sku = $1`;

interface Books {
  readonly onHand: number;
  readonly free: number;
  readonly reserved: number;
  readonly cameIn: number;
  readonly held: number;
  readonly leaked: number;
  readonly cancelled: number;
  readonly doubled: number;
  readonly promised: number;
}

describe('P3, nothing is oversold and no reservation leaks', () => {
  const log = new MemoryEventLog();
  const clock = new MovableClock();
  let shop: TestShop;
  let database: Pool;

  beforeAll(async () => {
    shop = await startShop({ eventLog: log, clock });
    database = new Pool({ connectionString: shop.databaseUrl, max: 2, application_name: 'p3' });
    await shop.stock({ [SKU]: UNITS });
  }, 120_000);
  afterAll(async () => {
    await database.end();
    await shop.close();
    await log.close();
  });

  const ask = async (asking: () => Promise<Reply>): Promise<Reply> => {
    for (let asked = 0; asked < ASKED_AGAIN_MAX; asked += 1) {
      const reply = await asking();
      if (reply.status < 500 && ![409, 429].includes(reply.status)) return reply;
      if (reply.status === 500) throw new Error(`a client was answered 500: ${JSON.stringify(reply.body)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('a client was never answered');
  };
  const books = async (): Promise<Books> => (await database.query<Books>(BOOKS, [SKU])).rows[0]!;
  const settled = (holds: (seen: Books) => boolean): Promise<unknown> =>
    shop.until(
      async () => ({ heard: await haveAllHeardAll(log), seen: await books() }),
      ({ heard, seen }) => heard && holds(seen),
      SETTLED_WITHIN_MS,
    );

  it('while many clients want few units and connections are cut between reserving and confirming', async () => {
    const chance = chanceOf(SEED);
    const figures = { cut: 0, looks: 0, oversold: 0 };
    let answers = 0;
    /** Cuts some connections, then looks at the books. */
    const answered = async (): Promise<void> => {
      answers += 1;
      if (answers % ANSWERS_PER_CUT !== 0) return;
      const { rows } = await database.query<{ ended: number }>(CUT, [chance(3)]);
      figures.cut += rows[0]?.ended ?? 0;
      const seen = await books();
      figures.looks += 1;
      if (
        seen.reserved > UNITS ||
        seen.held > UNITS ||
        seen.free < 0 ||
        seen.onHand !== seen.free + seen.reserved
      )
        figures.oversold += 1;
    };

    const client = async (nth: number): Promise<void> => {
      const reference = `P3-${nth}`;
      const body = anOrder({ reference, sku: SKU, units: 1 }, { payment: { method: 'bank-transfer' } });
      const key = { 'idempotency-key': reference };
      const placed = await ask(() => shop.call('storefront', 'POST', '/v1/orders', body, key));
      if (placed.status !== 201) throw new Error(`an order was refused: ${JSON.stringify(placed.body)}`);
      await answered();
      if (nth % 2 === 0) return;
      const path = `/v1/orders/${placed.body.orderId}/payments`;
      const paid = await ask(() => shop.call('ops', 'POST', path, { amount: PRICE }, key));
      if (paid.status !== 200) throw new Error(`a payment was refused: ${JSON.stringify(paid.body)}`);
      await answered();
    };
    await Promise.all(Array.from({ length: CLIENTS }, (_, nth) => client(nth)));
    await settled(({ reserved }) => reserved === UNITS);

    clock.advance(PAYMENT_DAYS_AND_ONE * DAY_MS);
    for (const timers of shop.running.app.get(Timers, { strict: false, each: true })) await timers.sweep();
    const paid = Math.floor(CLIENTS / 2);
    const unpaid = CLIENTS - paid;
    await settled(
      ({ leaked, held, cancelled }) => cancelled === unpaid && leaked === 0 && held === Math.min(paid, UNITS),
    );

    const seen = await books();
    tellFigure(
      'P3',
      `${many(CLIENTS)} clients on ${UNITS} units, ${many(figures.cut)} connections cut: ${figures.oversold} of ${figures.looks} looks at the ` +
        `books wrong, ${Math.max(0, seen.reserved - UNITS)} oversold, ${seen.leaked} leaked after the time to pay, ${seen.cancelled} unpaid cancelled`,
    );
    expect(figures.oversold).toBe(0);
    expect(figures.cut).toBeGreaterThan(0);
    expect(seen).toEqual({
      onHand: UNITS,
      free: UNITS - paid,
      reserved: paid,
      cameIn: UNITS,
      held: paid,
      leaked: 0,
      cancelled: unpaid,
      doubled: 0,
      promised: paid,
    });
  }, 900_000);
});
