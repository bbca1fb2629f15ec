import { faultsInTheBooks } from '../testing/books.js';
import { anOrder, aParcelOf, aReport, openWarehouse, someone, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG', 'CUP');
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

const AT = '2026-01-15T03:04:05.678Z';
const factTypes = async (order: { orderId: string }) =>
  (await warehouse.factsOf(order)).map((fact) => fact.type);
const lastFact = async (order: { orderId: string }) => (await warehouse.factsOf(order)).at(-1);
/** An order of so many mugs of the given stock. */
const ordered = async (units: number, there: number) => {
  await warehouse.receive({ MUG: there });
  const order = anOrder({ MUG: units });
  await warehouse.place(order);
  return order;
};

describe('units reported missing', () => {
  it('are written off, and replaced at once while some are free', async () => {
    const order = await ordered(3, 5);
    const report = aReport(order, { MUG: 2 }, { cause: 'damaged' });
    await warehouse.missed(report);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 3, free: 0, reserved: 3, waiting: 0 });
    const { orderId, parcelId, reportId } = report;
    expect(await lastFact(order)).toEqual({
      type: 'stock.replaced',
      data: {
        ...{ orderId, parcelId, reportId },
        lines: [{ lineId: '1', sku: 'MUG', quantity: 2, outstanding: 0 }],
        awaitedSince: null,
      },
    });
    const ledger = await warehouse.query(
      "SELECT sku, kind, change, reason, op_id, parcel_id, order_id FROM movement WHERE kind = 'adjusted'",
    );
    expect(ledger).toEqual([
      {
        ...{ sku: 'MUG', kind: 'adjusted', change: -2, reason: 'damaged' },
        ...{ op_id: reportId, parcel_id: parcelId, order_id: orderId },
      },
    ]);
  });

  it('are awaited when nothing is free, and a receipt serves them at the time the order was placed', async () => {
    const order = await ordered(2, 2);
    const late = anOrder({ MUG: 1 }, { placedAt: '2026-01-16T03:04:05.678Z' });
    await warehouse.place(late);
    await warehouse.missed(aReport(order, { MUG: 1 }));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 1, free: 0, reserved: 1, waiting: 2 });
    expect(await lastFact(order)).toMatchObject({
      type: 'stock.replacement-awaited',
      data: { cause: 'not-found', lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }], since: AT },
    });
    await warehouse.receive({ MUG: 1 });
    expect(await lastFact(order)).toMatchObject({
      type: 'stock.replaced',
      data: { lines: [{ quantity: 1, outstanding: 0 }], awaitedSince: AT },
    });
    expect(await factTypes(late)).toEqual(['stock.backordered']);
    await warehouse.dispatch(aParcelOf(order));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 0, free: 0, reserved: 0, waiting: 1 });
  });

  it('are replaced in part, and the rest is awaited', async () => {
    const order = await ordered(3, 4);
    await warehouse.missed(aReport(order, { MUG: 3 }));
    const facts = (await warehouse.factsOf(order)).slice(1);
    expect(facts).toMatchObject([
      { type: 'stock.replaced', data: { lines: [{ quantity: 1, outstanding: 2 }], awaitedSince: null } },
      { type: 'stock.replacement-awaited', data: { lines: [{ quantity: 2 }] } },
    ]);
    await warehouse.receive({ MUG: 1 });
    expect(await lastFact(order)).toMatchObject({ data: { lines: [{ quantity: 1, outstanding: 1 }] } });
  });

  it('of an order that also waits for its own come first, then a further reservation', async () => {
    await warehouse.receive({ MUG: 2 });
    const order = anOrder({ MUG: 4 }, { shortStock: 'ship-available' });
    await warehouse.place(order);
    await warehouse.missed(aReport(order, { MUG: 1 }));
    await warehouse.receive({ MUG: 2 });
    expect((await warehouse.factsOf(order)).slice(-2)).toMatchObject([
      { type: 'stock.replaced', data: { lines: [{ quantity: 1, outstanding: 0 }] } },
      { type: 'stock.reserved', data: { reservation: 2, lines: [{ quantity: 1 }] } },
    ]);
  });

  it('leave the safety stock alone', async () => {
    const order = await ordered(1, 3);
    await warehouse.importStock.import(someone, 'safe', Buffer.from('sku,on_hand,safety\nMUG,3,2'));
    await warehouse.missed(aReport(order, { MUG: 1 }));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 2, free: 2, reserved: 0, waiting: 1 });
  });

  it('heard again, in one batch or in two, under whatever id, change nothing more', async () => {
    const order = await ordered(2, 3);
    const report = aReport(order, { MUG: 1 });
    await warehouse.missed(report, report);
    const facts = await factTypes(order);
    await warehouse.missed(report);
    expect(await factTypes(order)).toEqual(facts);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 2, free: 0, reserved: 2, waiting: 0 });
  });

  it('of an order that was given up before come off the free stock, and are owed to nobody', async () => {
    const order = await ordered(2, 2);
    await warehouse.void(order);
    const next = anOrder({ MUG: 1 });
    await warehouse.place(next);
    await warehouse.missed(aReport(order, { MUG: 2 }));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 1, free: 0, reserved: 1, waiting: 0 });
    expect(await factTypes(order)).toEqual(['stock.reserved', 'stock.released']);
  });

  it('of an order that is given up later are awaited no more', async () => {
    const order = await ordered(2, 2);
    await warehouse.missed(aReport(order, { MUG: 1 }));
    await warehouse.void(order);
    expect(await lastFact(order)).toMatchObject({
      type: 'stock.released',
      data: { lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }] },
    });
    await warehouse.receive({ MUG: 5 });
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 6, free: 6, reserved: 0, waiting: 0 });
    expect((await lastFact(order))?.type).toBe('stock.released');
  });

  it.each(['report first', 'cancellation first'])(
    'and a cancellation at the same moment, %s: no unit leaks and none is freed twice',
    async (first) => {
      const order = await ordered(3, 3);
      const holding = warehouse.unitOfWork.run(async (tx) => {
        await tx.query("SELECT FROM stock WHERE sku = 'MUG' FOR UPDATE");
        const steps = [() => warehouse.missed(aReport(order, { MUG: 2 })), () => warehouse.void(order)];
        const started: Promise<void>[] = [];
        for (const step of first === 'report first' ? steps : steps.reverse()) {
          started.push(step());
          await warehouse.waiters(started.length);
        }
        return { started };
      });
      await Promise.all((await holding).started);
      expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 1, free: 1, reserved: 0, waiting: 0 });
      expect((await lastFact(order))?.type).toBe('stock.released');
    },
  );

  it('of lines that reserved nothing are an error, and change nothing', async () => {
    await warehouse.receive({ MUG: 2 });
    await expect(warehouse.missed(aReport(anOrder({ MUG: 1 }), { MUG: 1 }))).rejects.toThrow(
      'reserved nothing',
    );
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 2, free: 2, reserved: 0, waiting: 0 });
  });

  it('come in batches whose statements do not grow with them', async () => {
    await warehouse.receive({ MUG: 20, CUP: 20 });
    const orders = Array.from({ length: 10 }, () => anOrder({ MUG: 1, CUP: 1 }));
    await warehouse.place(...orders);
    const before = warehouse.statements();
    await warehouse.missed(aReport(orders[0]!, { MUG: 1 }));
    const forOne = warehouse.statements() - before;
    await warehouse.missed(...orders.slice(1).map((order) => aReport(order, { MUG: 1, CUP: 1 })));
    expect(warehouse.statements() - before - forOne).toBe(forOne);
  });
});

describe('a count', () => {
  const missed = async (sku: string) => {
    await warehouse.receive({ [sku]: 2 });
    const order = anOrder({ [sku]: 1 });
    await warehouse.place(order);
    const report = aReport(order, { [sku]: 1 });
    await warehouse.missed(report);
    return report;
  };
  const skusToCount = async () => (await warehouse.countTasks()).map(({ sku }) => sku);

  it('is asked for once, of what was not found; of damaged units nobody doubts the count', async () => {
    const { reportId } = await missed('MUG');
    await missed('MUG');
    await warehouse.receive({ CUP: 1 });
    const order = anOrder({ CUP: 1 });
    await warehouse.place(order);
    await warehouse.missed(aReport(order, { CUP: 1 }, { cause: 'damaged' }));
    expect(await warehouse.countTasks()).toEqual([
      { taskId: '1', sku: 'MUG', reportId, openedAt: new Date(AT), onHand: 2, reserved: 2 },
    ]);
  });

  it('is done with an adjustment of its sku, and may be asked for anew', async () => {
    await missed('MUG');
    await missed('CUP');
    await warehouse.adjustStock.adjust(someone, 'count-1', { sku: 'MUG', by: 1, reason: 'counted' });
    expect(await skusToCount()).toEqual(['CUP']);
    await missed('MUG');
    expect(await skusToCount()).toEqual(['CUP', 'MUG']);
  });

  it('is done with a counted list, also where the list agrees with the books', async () => {
    await missed('MUG');
    await warehouse.importStock.import(someone, 'list', Buffer.from('sku,on_hand\nMUG,1'));
    expect(await skusToCount()).toEqual([]);
  });

  it('that agrees is done with the number that was counted, once; another number is refused', async () => {
    await missed('MUG');
    const agree = (counted: number) => warehouse.agreeCount.agree(someone, 'agreed-1', 'MUG', counted);
    await expect(agree(2)).rejects.toMatchObject({ code: 'count-differs' });
    expect(await skusToCount()).toEqual(['MUG']);
    const answer = { opId: 'agreed-1', sku: 'MUG', onHand: 1 };
    expect(await agree(1)).toEqual(answer);
    expect(await agree(1)).toEqual(answer);
    expect(await skusToCount()).toEqual([]);
    await expect(warehouse.agreeCount.agree(someone, 'agreed-2', 'MUG', 1)).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
