import { randomUUID } from 'node:crypto';
import { until } from '@okuru/platform/testing';
import { faultsInTheBooks } from '../testing/books.js';
import { anOrder, openWarehouse, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

const blocked = async () =>
  (
    await warehouse.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
  ).length;

describe('reserving', () => {
  it('sets units aside and tells planning what it needs to know', async () => {
    await warehouse.knows('MUG', 'CUP');
    await warehouse.receive({ MUG: 5, CUP: 5 });
    const order = anOrder({ MUG: 2, CUP: 1 });
    await warehouse.place(order);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 3, reserved: 2, waiting: 0 });
    expect(await warehouse.factsOf(order)).toEqual([
      {
        type: 'stock.reserved',
        data: {
          orderId: order.orderId,
          reservation: 1,
          lines: [
            {
              lineId: '1',
              sku: 'MUG',
              quantity: 2,
              item: expect.objectContaining({ sku: 'MUG', itemVersion: 1 }),
            },
            {
              lineId: '2',
              sku: 'CUP',
              quantity: 1,
              item: expect.objectContaining({ sku: 'CUP', itemVersion: 1 }),
            },
          ],
          outstanding: [],
          cancelled: [],
        },
      },
    ]);
  });

  it.each(['ship-complete', 'ship-available'] as const)(
    '%s keeps what is there and queues the rest',
    async (shortStock) => {
      await warehouse.knows('MUG');
      await warehouse.receive({ MUG: 2 });
      const order = anOrder({ MUG: 5 }, { shortStock });
      await warehouse.place(order);
      expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 2, free: 0, reserved: 2, waiting: 3 });
      const short = [{ lineId: '1', sku: 'MUG', quantity: 3 }];
      expect(await warehouse.factsOf(order)).toEqual([
        { type: 'stock.reserved', data: expect.objectContaining({ outstanding: short, cancelled: [] }) },
        { type: 'stock.backordered', data: { orderId: order.orderId, lines: short } },
      ]);
    },
  );

  it('cancel-short keeps what is there and gives up the rest', async () => {
    await warehouse.knows('MUG');
    await warehouse.receive({ MUG: 2 });
    const [some, none] = [
      anOrder({ MUG: 5 }, { shortStock: 'cancel-short' }),
      anOrder({ MUG: 1 }, { shortStock: 'cancel-short' }),
    ];
    await warehouse.place(some);
    await warehouse.place(none);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 2, free: 0, reserved: 2, waiting: 0 });
    expect(await warehouse.factsOf(some)).toEqual([
      {
        type: 'stock.reserved',
        data: expect.objectContaining({
          outstanding: [],
          cancelled: [{ lineId: '1', sku: 'MUG', quantity: 3 }],
        }),
      },
    ]);
    expect(await warehouse.factsOf(none)).toEqual([
      {
        type: 'stock.reserved',
        data: {
          orderId: none.orderId,
          reservation: 1,
          lines: [],
          outstanding: [],
          cancelled: [{ lineId: '1', sku: 'MUG', quantity: 1 }],
        },
      },
    ]);
  });

  it('queues an order for a sku that nobody described, and serves it once it is known and received', async () => {
    const order = anOrder({ GHOST: 1 });
    await warehouse.place(order);
    expect(await warehouse.factsOf(order)).toEqual([
      {
        type: 'stock.backordered',
        data: { orderId: order.orderId, lines: [{ lineId: '1', sku: 'GHOST', quantity: 1 }] },
      },
    ]);
    await warehouse.knows('GHOST');
    await warehouse.receive({ GHOST: 1 });
    expect(await warehouse.factsOf(order)).toContainEqual({
      type: 'stock.reserved',
      data: expect.objectContaining({ reservation: 1, outstanding: [] }),
    });
  });

  it('reserves a sku that is entered and received while the order is being looked at', async () => {
    await warehouse.knows('MUG');
    const order = anOrder({ NEW: 1 });
    const placing = await warehouse.unitOfWork.run(async (tx) => {
      await tx.query(
        `INSERT INTO item SELECT (jsonb_populate_record(item, '{"sku": "NEW"}')).* FROM item WHERE sku = 'MUG'`,
      );
      await tx.query(`INSERT INTO stock (sku, warehouse, on_hand, free) VALUES ('NEW', 'main', 5, 5)`);
      await tx.query(
        `INSERT INTO movement (at, sku, warehouse, kind, change) VALUES (now(), 'NEW', 'main', 'received', 5)`,
      );
      const waitsForOurRow = [warehouse.place(order)];
      await until(async () => (await blocked()) === 1);
      return waitsForOurRow;
    });
    await Promise.all(placing);
    expect(await warehouse.stockOf('NEW')).toEqual({ onHand: 5, free: 4, reserved: 1, waiting: 0 });
  });

  it('serves a batch by the time orders were placed, several lines of one sku included', async () => {
    await warehouse.knows('MUG');
    await warehouse.receive({ MUG: 4 });
    const late = anOrder({ MUG: 2 }, { placedAt: '2026-01-15T03:04:06Z' });
    const early = anOrder({}, { placedAt: '2026-01-15T03:04:05.9Z' });
    const line = { sku: 'MUG', unitPrice: 100, taxRate: 10 as const };
    early.lines.push({ ...line, lineId: 'a', quantity: 1 }, { ...line, lineId: 'b', quantity: 2 });
    await warehouse.place(late, early);
    const [whole] = await warehouse.factsOf(early);
    expect(whole?.data).toMatchObject({
      lines: [
        { lineId: 'a', quantity: 1 },
        { lineId: 'b', quantity: 2 },
      ],
      outstanding: [],
    });
    const [part] = await warehouse.factsOf(late);
    expect(part?.data).toMatchObject({ lines: [{ quantity: 1 }], outstanding: [{ quantity: 1 }] });
  });

  it('puts a new order behind the queue, however much of its other goods is there', async () => {
    await warehouse.knows('MUG', 'CUP');
    await warehouse.receive({ CUP: 9 });
    const [first, second] = [
      anOrder({ MUG: 2, CUP: 1 }),
      anOrder({ MUG: 1, CUP: 1 }, { placedAt: '2026-01-15T04:00:00Z' }),
    ];
    await warehouse.place(first);
    await warehouse.place(second);
    await warehouse.receive({ MUG: 1 });
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 1, free: 0, reserved: 1, waiting: 2 });
    expect((await warehouse.factsOf(first)).at(-1)?.data).toMatchObject({
      reservation: 2,
      outstanding: [{ lineId: '1', quantity: 1 }],
    });
    expect((await warehouse.factsOf(second)).at(-1)?.type).toBe('stock.backordered');
  });

  it('never touches the safety stock', async () => {
    await warehouse.knows('MUG');
    await warehouse.importStock.import(
      { keyId: 'k', role: 'ops', channel: null, label: '' },
      'import-1',
      Buffer.from('sku,on_hand,safety\nMUG,5,3'),
    );
    await warehouse.place(anOrder({ MUG: 4 }));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 3, reserved: 2, waiting: 2 });
    await warehouse.receive({ MUG: 1 });
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 6, free: 3, reserved: 3, waiting: 1 });
  });

  it('hears an order twice without harm, in one batch or in two', async () => {
    await warehouse.knows('MUG');
    await warehouse.receive({ MUG: 5 });
    const order = anOrder({ MUG: 2 });
    await warehouse.place(order, order);
    await warehouse.place(order);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 3, reserved: 2, waiting: 0 });
    expect(await warehouse.factsOf(order)).toHaveLength(1);
  });

  it('takes 500 orders at once in as many statements as one', async () => {
    const skus = Array.from({ length: 40 }, (_, n) => `SKU-${n}`);
    await warehouse.knows(...skus);
    await warehouse.receive(Object.fromEntries(skus.map((sku) => [sku, 20])));
    const orders = Array.from({ length: 500 }, (_, n) =>
      anOrder({ [`SKU-${n % 40}`]: 1, [`SKU-${(n * 7 + 3) % 40}`]: 2 }, { orderId: randomUUID() }),
    );
    const before = warehouse.statements();
    await warehouse.place(...orders);
    expect(warehouse.statements() - before).toBeLessThanOrEqual(6);
    const [sum] = await warehouse.query<{ reserved: string; waiting: string }>(
      'SELECT sum(reserved) AS reserved, sum(waiting) AS waiting FROM stock',
    );
    expect(Number(sum?.reserved)).toBe(800);
    const wanted = orders.flatMap((order) => order.lines).reduce((units, line) => units + line.quantity, 0);
    expect(Number(sum?.waiting)).toBe(wanted - 800);
  });

  it('gives 100 of 200 orders that 20 clients place at once one of 100 units, and the others a place in the queue', async () => {
    await warehouse.knows('MUG');
    await warehouse.receive({ MUG: 100 });
    const client = async () => {
      for (let nth = 0; nth < 10; nth += 1) await warehouse.place(anOrder({ MUG: 1 }));
    };
    await Promise.all(Array.from({ length: 20 }, client));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 100, free: 0, reserved: 100, waiting: 100 });
    const facts = await warehouse.query<{ type: string; facts: number }>(
      `SELECT type, count(*)::int AS facts FROM event WHERE key LIKE 'order:%' GROUP BY type ORDER BY type`,
    );
    expect(facts).toEqual([
      { type: 'stock.backordered', facts: 100 },
      { type: 'stock.reserved', facts: 100 },
    ]);
  });

  it('takes batches that want the same goods in opposite order without a deadlock', async () => {
    await warehouse.knows('A', 'B', 'C', 'D');
    await warehouse.receive({ A: 100, B: 100, C: 100, D: 100 });
    const batches = Array.from({ length: 20 }, (_, n) =>
      Array.from({ length: 5 }, () =>
        n % 2
          ? anOrder({ A: 1, B: 1, C: 1, D: 1, [`X${n}`]: 1 })
          : anOrder({ D: 1, C: 1, B: 1, A: 1, [`X${n - 1}`]: 1 }),
      ),
    );
    await Promise.all(batches.map((batch) => warehouse.place(...batch)));
    expect(await warehouse.stockOf('A')).toEqual({ onHand: 100, free: 0, reserved: 100, waiting: 0 });
  });
});
