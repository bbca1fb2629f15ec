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
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

const at = (second: number) => ({ placedAt: new Date(Date.UTC(2026, 0, 15, 3, 4, second)).toISOString() });
const reservedFacts = async (order: { orderId: string }) =>
  (await warehouse.factsOf(order)).filter((fact) => fact.type === 'stock.reserved').map((fact) => fact.data);

describe('a receipt', () => {
  it('is free when nobody waits', async () => {
    expect(await warehouse.receive({ MUG: 3, CUP: 1 }, 'op-1')).toEqual({
      opId: 'op-1',
      items: [
        { sku: 'CUP', received: 1, toQueue: 0, onHand: 1, free: 1, waiting: 0 },
        { sku: 'MUG', received: 3, toQueue: 0, onHand: 3, free: 3, waiting: 0 },
      ],
    });
  });

  it('serves the queue in the order of time, not of hearing', async () => {
    const [second, first, third] = [
      anOrder({ MUG: 2 }, at(2)),
      anOrder({ MUG: 2 }, at(1)),
      anOrder({ MUG: 2 }, at(3)),
    ];
    for (const order of [second, first, third]) await warehouse.place(order);
    expect((await warehouse.receive({ MUG: 3 })).items).toEqual([
      { sku: 'MUG', received: 3, toQueue: 3, onHand: 3, free: 0, waiting: 3 },
    ]);
    expect(await reservedFacts(first)).toMatchObject([
      { reservation: 1, lines: [{ quantity: 2 }], outstanding: [] },
    ]);
    expect(await reservedFacts(second)).toMatchObject([
      { reservation: 1, lines: [{ quantity: 1 }], outstanding: [{ quantity: 1 }] },
    ]);
    expect(await reservedFacts(third)).toEqual([]);
    await warehouse.receive({ MUG: 4 });
    expect(await reservedFacts(second)).toMatchObject([
      {},
      { reservation: 2, lines: [{ quantity: 1 }], outstanding: [] },
    ]);
    expect(await reservedFacts(third)).toMatchObject([
      { reservation: 1, lines: [{ quantity: 2 }], outstanding: [] },
    ]);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 7, free: 1, reserved: 6, waiting: 0 });
  });

  it('of a single unit finds the earliest order, though it was heard last', async () => {
    const [late, early] = [anOrder({ MUG: 1 }, at(2)), anOrder({ MUG: 1 }, at(1))];
    await warehouse.place(late);
    await warehouse.place(early);
    await warehouse.receive({ MUG: 1 });
    expect([(await reservedFacts(late)).length, (await reservedFacts(early)).length]).toEqual([0, 1]);
  });

  it('serves orders of one instant in the order they came', async () => {
    const orders = Array.from({ length: 5 }, () => anOrder({ MUG: 1 }));
    for (const order of orders) await warehouse.place(order);
    await warehouse.receive({ MUG: 2 });
    const served = await Promise.all(orders.map(async (order) => (await reservedFacts(order)).length));
    expect(served).toEqual([1, 1, 0, 0, 0]);
  });

  it('states one reservation for an order that gets several goods, and what still waits', async () => {
    const order = anOrder({ MUG: 1, CUP: 3 });
    await warehouse.place(order);
    await warehouse.receive({ CUP: 2, MUG: 1 });
    expect(await reservedFacts(order)).toMatchObject([
      {
        reservation: 1,
        lines: [
          { lineId: '1', sku: 'MUG', quantity: 1 },
          { lineId: '2', sku: 'CUP', quantity: 2 },
        ],
        outstanding: [{ lineId: '2', sku: 'CUP', quantity: 1 }],
      },
    ]);
  });

  it('counts reservations and what waits rightly when two receipts serve one order at the same time', async () => {
    const orders = Array.from({ length: 20 }, () => anOrder({ MUG: 1, CUP: 1 }));
    await warehouse.place(...orders);
    await Promise.all([warehouse.receive({ MUG: 20 }), warehouse.receive({ CUP: 20 })]);
    for (const order of orders) {
      const [first, second] = await reservedFacts(order);
      expect(first).toMatchObject({ reservation: 1, outstanding: [{ quantity: 1 }] });
      expect(second).toMatchObject({ reservation: 2, outstanding: [] });
    }
  });

  it('reads no more of a long queue than it can serve', async () => {
    await warehouse.place(...Array.from({ length: 300 }, () => anOrder({ MUG: 1 })));
    await warehouse.receive({ MUG: 7 });
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 7, free: 0, reserved: 7, waiting: 293 });
  });
});

describe('the opId of a receipt', () => {
  it('gets the first answer again, to the letter, and changes nothing', async () => {
    const first = await warehouse.receive({ MUG: 3 }, 'op-1');
    await warehouse.place(anOrder({ MUG: 1 }));
    expect(JSON.stringify(await warehouse.receive({ MUG: 3 }, 'op-1'))).toBe(JSON.stringify(first));
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 3 });
  });

  it('is carried out once when ten copies arrive together', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => warehouse.receive({ MUG: 3 }, 'op-1')),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 3 });
  });

  it('is refused with another body, and for another action', async () => {
    await warehouse.receive({ MUG: 3 }, 'op-1');
    await expect(warehouse.receive({ MUG: 4 }, 'op-1')).rejects.toMatchObject({
      status: 422,
      code: 'op-id-reused',
    });
    const adjustment = warehouse.adjustStock.adjust(someone, 'op-1', { sku: 'MUG', by: 3, reason: 'found' });
    await expect(adjustment).rejects.toMatchObject({ status: 422, code: 'op-id-reused' });
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 3 });
  });

  it('belongs to its key: another key may use the same', async () => {
    await warehouse.receive({ MUG: 3 }, 'op-1');
    await warehouse.receiveStock.receive({ ...someone, keyId: 'key-2' }, 'op-1', [
      { sku: 'MUG', quantity: 3 },
    ]);
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 6 });
  });

  it('may be used again after a refusal', async () => {
    const refused = warehouse.receive({ MUG: 1, NEW: 1 }, 'op-1');
    await expect(refused).rejects.toMatchObject({
      code: 'unknown-item',
      options: { errors: [expect.objectContaining({ path: 'lines[1].sku' })] },
    });
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 0 });
    await warehouse.knows('NEW');
    await warehouse.receive({ MUG: 1, NEW: 1 }, 'op-1');
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 1 });
  });
});
