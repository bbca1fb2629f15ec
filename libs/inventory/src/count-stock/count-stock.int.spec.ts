import { anOrder, aParcelOf, openWarehouse, someone, type Warehouse } from '../testing/warehouse.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG');
});

let ops = 0;
const count = (counted: number, lastMovement: string | null, opId = `count-${(ops += 1)}`) =>
  warehouse.countStock.count(someone, opId, { sku: 'MUG', counted, lastMovement });
const lastMovement = async () =>
  (await warehouse.query<{ id: string | null }>(`SELECT max(id) AS id FROM movement WHERE sku = 'MUG'`))[0]!
    .id;
const ledger = () =>
  warehouse.query<object>('SELECT kind, change, reason, op_id AS "opId" FROM movement ORDER BY id');

describe('a count', () => {
  it('that differs becomes an adjustment with its reason, once', async () => {
    await warehouse.receive({ MUG: 10 }, 'r');
    const seen = await lastMovement();
    const answer = await count(8, seen, 'c');
    expect(answer).toEqual({
      ...{ opId: 'c', sku: 'MUG', counted: 8, before: 10, difference: -2 },
      ...{ onHand: 8, free: 8, waiting: 0 },
    });
    expect(await count(8, seen, 'c')).toEqual(answer);
    expect(await ledger()).toEqual([
      { kind: 'received', change: 10, reason: null, opId: 'r' },
      { kind: 'adjusted', change: -2, reason: 'count', opId: 'c' },
    ]);
  });

  it('that agrees changes nothing, also where nothing ever moved', async () => {
    expect(await count(0, null)).toMatchObject({ difference: 0, onHand: 0 });
    await warehouse.receive({ MUG: 3 });
    expect(await count(3, await lastMovement())).toMatchObject({ difference: 0, onHand: 3 });
    expect(await ledger()).toHaveLength(1);
  });

  it('of more goes to the orders that wait', async () => {
    const order = anOrder({ MUG: 2 });
    await warehouse.place(order);
    expect(await count(5, null)).toMatchObject({ difference: 5, onHand: 5, free: 3, waiting: 0 });
  });

  it('during which units came or went is refused, and says what the books say now', async () => {
    await warehouse.receive({ MUG: 10 });
    const seen = await lastMovement();
    const order = anOrder({ MUG: 1 });
    await warehouse.place(order);
    await warehouse.dispatch(aParcelOf(order));
    await warehouse.receive({ MUG: 1 }); // as many as before, and yet nobody knows which were counted
    const refusal = await count(10, seen).catch((thrown: unknown) => thrown);
    expect(refusal).toMatchObject({
      options: { status: 409, code: 'stock-moved', more: { onHand: 10, lastMovement: await lastMovement() } },
    });
    expect(await count(10, await lastMovement())).toMatchObject({ difference: 0 });
  });

  it('is not disturbed by orders that only reserve', async () => {
    await warehouse.receive({ MUG: 10 });
    const seen = await lastMovement();
    await warehouse.place(anOrder({ MUG: 4 }));
    expect(await count(9, seen)).toMatchObject({ difference: -1, onHand: 9, free: 5 });
  });

  it('takes no units away that are reserved', async () => {
    await warehouse.receive({ MUG: 5 });
    await warehouse.place(anOrder({ MUG: 4 }));
    await expect(count(3, await lastMovement())).rejects.toMatchObject({
      options: { code: 'stock-is-reserved' },
    });
    expect(await warehouse.stockOf('MUG')).toMatchObject({ onHand: 5 });
  });

  it('two at once of one shelf: one counts, the other is counted again', async () => {
    await warehouse.receive({ MUG: 10 });
    const seen = await lastMovement();
    const answers = await Promise.allSettled([count(9, seen), count(8, seen)]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('of an item that nobody knows is refused', async () => {
    await expect(
      warehouse.countStock.count(someone, 'x', { sku: 'NONE', counted: 1, lastMovement: null }),
    ).rejects.toMatchObject({ options: { status: 422 } });
  });
});
