import { faultsInTheBooks } from '../testing/books.js';
import { anOrder, openWarehouse, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG');
  await warehouse.receive({ MUG: 10 });
  await warehouse.place(anOrder({ MUG: 4 }));
});

const write = (sql: string) => warehouse.unitOfWork.run((tx) => tx.query(sql));

describe('the database repeats the rules of the books, for whoever writes past the service', () => {
  it.each([
    ['no more is reserved than there is', 'stock_never_oversold', 'reserved = 11, free = -1'],
    ['nothing less than nothing is reserved', 'stock_never_oversold', 'reserved = -1, free = 11'],
    ['every unit is free or reserved', 'stock_adds_up', 'free = free - 1'],
    ['nothing is free while somebody waits', 'stock_free_belongs_to_queue', 'waiting = 1'],
    ['nobody waits for less than nothing', 'stock_counts_up', 'waiting = -1'],
  ])('%s', async (_rule, constraint, change) => {
    await expect(write(`UPDATE stock SET ${change}`)).rejects.toThrow(constraint);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 10, free: 6, reserved: 4, waiting: 0 });
    expect(await faultsInTheBooks(warehouse)).toEqual([]);
  });

  it('no line of an order loses a unit', async () => {
    await expect(write('UPDATE reservation SET held = held - 1')).rejects.toThrow(
      'reservation_loses_no_unit',
    );
    expect(await faultsInTheBooks(warehouse)).toEqual([]);
  });
});
