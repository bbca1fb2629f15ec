import { randomUUID } from 'node:crypto';
import { faultsInTheBooks } from '../testing/books.js';
import { anOrder, aParcelOf, openWarehouse, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG', 'CUP');
  await warehouse.receive({ MUG: 10, CUP: 10 });
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

describe('a dispatched parcel', () => {
  it('takes its units off the books and leaves its trace in the ledger', async () => {
    const order = anOrder({ MUG: 2, CUP: 1 });
    await warehouse.place(order);
    const parcel = aParcelOf(order);
    await warehouse.dispatch(parcel);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 8, free: 8, reserved: 0, waiting: 0 });
    const shipped = await warehouse.query(
      `SELECT sku, change, order_id, parcel_id FROM movement WHERE kind = 'shipped' ORDER BY sku`,
    );
    const cause = { order_id: order.orderId, parcel_id: parcel.parcelId };
    expect(shipped).toEqual([
      { sku: 'CUP', change: -1, ...cause },
      { sku: 'MUG', change: -2, ...cause },
    ]);
  });

  it('heard again under another id takes nothing more', async () => {
    const order = anOrder({ MUG: 4 });
    await warehouse.place(order);
    const half = { ...aParcelOf(order), lines: [{ lineId: '1', sku: 'MUG', quantity: 2 }] };
    await warehouse.dispatch(half, half);
    await warehouse.dispatch(half);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 8, free: 6, reserved: 2, waiting: 0 });
  });

  it('may hold several orders, and an order may leave in several parcels', async () => {
    const [one, two] = [anOrder({ MUG: 2 }), anOrder({ MUG: 1 })];
    await warehouse.place(one, two);
    const together = randomUUID();
    const half = [{ lineId: '1', sku: 'MUG', quantity: 1 }];
    await warehouse.dispatch({ ...aParcelOf(one, together), lines: half }, aParcelOf(two, together), {
      ...aParcelOf(one),
      lines: half,
    });
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 7, free: 7, reserved: 0, waiting: 0 });
  });

  it('with units nobody reserved is an error, and changes nothing', async () => {
    const order = anOrder({ MUG: 2 });
    await expect(warehouse.dispatch(aParcelOf(order))).rejects.toThrow(
      `for line 1 of order ${order.orderId}, of which nothing was ever reserved`,
    );
    await warehouse.place(order);
    await warehouse.dispatch(aParcelOf(order));
    await expect(warehouse.dispatch(aParcelOf(order))).rejects.toThrow('of which 0 are reserved');
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 8, free: 8, reserved: 0, waiting: 0 });
  });

  it('is issued with others in a number of statements that does not grow', async () => {
    const orders = Array.from({ length: 10 }, () => anOrder({ MUG: 1, CUP: 1 }));
    await warehouse.place(...orders);
    const before = warehouse.statements();
    await warehouse.dispatch(...orders.map((order) => aParcelOf(order)));
    expect(warehouse.statements() - before).toBe(6);
    expect(await warehouse.stockOf('CUP')).toEqual({ onHand: 0, free: 0, reserved: 0, waiting: 0 });
  });
});
