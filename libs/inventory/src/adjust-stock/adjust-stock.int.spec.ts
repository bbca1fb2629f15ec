import { faultsInTheBooks } from '../testing/books.js';
import { anOrder, openWarehouse, someone, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG', 'CUP');
  await warehouse.receive({ MUG: 5 });
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

let operations = 0;
const adjust = (sku: string, by: number, reason = 'counted') =>
  warehouse.adjustStock.adjust(someone, `adjustment-${(operations += 1)}`, { sku, by, reason });
const importStock = (...rows: string[]) =>
  warehouse.importStock.import(
    someone,
    `import-${(operations += 1)}`,
    Buffer.from(['sku,on_hand,safety', ...rows].join('\n')),
  );
const movementsOf = (sku: string) =>
  warehouse.query('SELECT kind, change, reason FROM movement WHERE sku = $1 ORDER BY id', [sku]);

describe('an adjustment', () => {
  it('changes what is free and tells the ledger why', async () => {
    expect(await adjust('MUG', -2, 'broken')).toMatchObject({
      sku: 'MUG',
      by: -2,
      onHand: 3,
      free: 3,
      waiting: 0,
    });
    expect(await movementsOf('MUG')).toEqual([
      { kind: 'received', change: 5, reason: null },
      { kind: 'adjusted', change: -2, reason: 'broken' },
    ]);
  });

  it('upwards serves the queue first', async () => {
    const order = anOrder({ MUG: 7 });
    await warehouse.place(order);
    expect(await adjust('MUG', 3, 'found')).toMatchObject({ onHand: 8, free: 1, waiting: 0 });
    expect((await warehouse.factsOf(order)).at(-1)?.data).toMatchObject({ reservation: 2, outstanding: [] });
  });

  it('cannot take away what is reserved', async () => {
    await warehouse.place(anOrder({ MUG: 4 }));
    await expect(adjust('MUG', -2)).rejects.toMatchObject({ status: 409, code: 'stock-is-reserved' });
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 1, reserved: 4, waiting: 0 });
    await adjust('MUG', -1);
  });

  it('cannot heap up more than the books can hold', async () => {
    await expect(adjust('MUG', 999_999_999)).rejects.toMatchObject({ status: 409, code: 'too-much-stock' });
  });

  it('needs a known item', async () => {
    await expect(adjust('GHOST', 1)).rejects.toMatchObject({ status: 422, code: 'unknown-item' });
  });

  it('gets the first answer again', async () => {
    const once = () =>
      warehouse.adjustStock.adjust(someone, 'op-1', { sku: 'MUG', by: -1, reason: 'broken' });
    expect(await once()).toEqual(await once());
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 4 });
  });
});

describe('a stock file', () => {
  it('sets what was counted, as adjustments', async () => {
    expect(await importStock('MUG,3,', 'CUP,0,')).toEqual({ accepted: 1, unchanged: 1 });
    expect((await movementsOf('MUG')).at(-1)).toEqual({ kind: 'adjusted', change: -2, reason: 'import' });
    expect(await movementsOf('CUP')).toEqual([]);
    expect(await importStock('MUG,3,', 'CUP,0,')).toEqual({ accepted: 0, unchanged: 2 });
  });

  it('serves the queue with what was found, and with safety stock let go', async () => {
    await importStock('MUG,5,5', 'CUP,0,0');
    const order = anOrder({ MUG: 2, CUP: 1 });
    await warehouse.place(order);
    expect((await warehouse.factsOf(order)).map((fact) => fact.type)).toEqual(['stock.backordered']);
    await importStock('MUG,5,4', 'CUP,1,');
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 4, reserved: 1, waiting: 1 });
    expect((await warehouse.factsOf(order)).at(-1)?.data).toMatchObject({
      reservation: 1,
      lines: [
        { sku: 'MUG', quantity: 1 },
        { sku: 'CUP', quantity: 1 },
      ],
      outstanding: [{ sku: 'MUG', quantity: 1 }],
    });
  });

  it('keeps the safety stock where the file says nothing', async () => {
    await importStock('MUG,5,2');
    await warehouse.importStock.import(someone, 'import', Buffer.from('sku,on_hand\nMUG,4\n'));
    expect(await warehouse.query(`SELECT safety FROM stock WHERE sku = 'MUG'`)).toEqual([{ safety: 2 }]);
  });

  it('counts once: a repeat that comes late gets the first answer and takes back nothing', async () => {
    const once = (file = 'sku,on_hand\nMUG,3\n') =>
      warehouse.importStock.import(someone, 'monday', Buffer.from(file));
    const first = await once();
    await warehouse.receive({ MUG: 10 });
    expect(await once()).toEqual(first);
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 13 });
    await expect(once('sku,on_hand\nMUG,4\n')).rejects.toMatchObject({
      status: 422,
      code: 'idempotency-key-reused',
    });
  });

  it('that was refused may come again under the same key, corrected', async () => {
    const as = (file: string) => warehouse.importStock.import(someone, 'tuesday', Buffer.from(file));
    await expect(as('sku,on_hand\nGHOST,1\n')).rejects.toMatchObject({ code: 'faulty-rows' });
    expect(await as('sku,on_hand\nMUG,1\n')).toEqual({ accepted: 1, unchanged: 0 });
  });

  it('names every faulty row and takes nothing', async () => {
    await warehouse.place(anOrder({ MUG: 4 }));
    await expect(importStock('CUP,9,', 'MUG,3,', 'GHOST,1,')).rejects.toMatchObject({
      status: 422,
      code: 'faulty-rows',
      options: {
        errors: [
          {
            path: 'rows[3].on_hand',
            message: 'Row 3, on_hand: 3 were counted, but 4 are reserved for orders',
          },
          { path: 'rows[4].sku', message: 'Row 4, sku: "GHOST" is not in the item master' },
        ],
      },
    });
    expect(await warehouse.stockOf('CUP')).toMatchObject({ onHand: 0 });
    await expect(importStock('MUG,,', 'MUG,1,x', ',2,')).rejects.toMatchObject({
      options: {
        errors: [
          { path: 'rows[2].on_hand' },
          { path: 'rows[3].safety' },
          { path: 'rows[3].sku' },
          { path: 'rows[4].sku' },
        ],
      },
    });
  });
});
