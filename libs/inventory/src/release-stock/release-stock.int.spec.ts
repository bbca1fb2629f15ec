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
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

const lastFact = async (order: { orderId: string }) => (await warehouse.factsOf(order)).at(-1);
const factTypes = async (order: { orderId: string }) =>
  (await warehouse.factsOf(order)).map((fact) => fact.type);

describe('voiding an order', () => {
  it('frees what it held', async () => {
    await warehouse.receive({ MUG: 5, CUP: 1 });
    const order = anOrder({ MUG: 2, CUP: 1 });
    await warehouse.place(order);
    await warehouse.void(order);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 5, reserved: 0, waiting: 0 });
    expect(await lastFact(order)).toEqual({
      type: 'stock.released',
      data: {
        orderId: order.orderId,
        lines: [
          { lineId: '1', sku: 'MUG', quantity: 2 },
          { lineId: '2', sku: 'CUP', quantity: 1 },
        ],
      },
    });
  });

  it('serves those who wait with what it frees, and gives up its own place in the queue', async () => {
    await warehouse.receive({ MUG: 3 });
    const [voided, next, last] = [anOrder({ MUG: 4 }), anOrder({ MUG: 2 }), anOrder({ MUG: 2 })];
    for (const order of [voided, next, last]) await warehouse.place(order);
    await warehouse.void(voided);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 3, free: 0, reserved: 3, waiting: 1 });
    expect(await lastFact(next)).toMatchObject({
      data: { reservation: 1, lines: [{ quantity: 2 }], outstanding: [] },
    });
    expect(await lastFact(last)).toMatchObject({
      data: { reservation: 1, lines: [{ quantity: 1 }], outstanding: [{ quantity: 1 }] },
    });
    await warehouse.receive({ MUG: 1 });
    expect(await factTypes(voided)).toEqual(['stock.reserved', 'stock.backordered', 'stock.released']);
  });

  it('does not serve one voided order with the goods of another', async () => {
    await warehouse.receive({ MUG: 1 });
    const [holds, waits] = [anOrder({ MUG: 1 }), anOrder({ MUG: 1 })];
    await warehouse.place(holds);
    await warehouse.place(waits);
    await warehouse.void(holds, waits);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 1, free: 1, reserved: 0, waiting: 0 });
    expect(await lastFact(waits)).toEqual({
      type: 'stock.released',
      data: { orderId: waits.orderId, lines: [] },
    });
  });

  it('twice, in one batch or in two, frees once', async () => {
    await warehouse.receive({ MUG: 5 });
    const order = anOrder({ MUG: 2 });
    await warehouse.place(order);
    await warehouse.void(order, order);
    await warehouse.void(order);
    expect(await factTypes(order)).toEqual(['stock.reserved', 'stock.released']);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 5, reserved: 0, waiting: 0 });
  });

  it('leaves alone what has been issued', async () => {
    await warehouse.receive({ MUG: 5 });
    const order = anOrder({ MUG: 3 });
    await warehouse.place(order);
    const parcel = aParcelOf(order);
    await warehouse.dispatch({ ...parcel, lines: [{ lineId: '1', sku: 'MUG', quantity: 1 }] });
    await warehouse.void(order);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 4, free: 4, reserved: 0, waiting: 0 });
    expect(await lastFact(order)).toMatchObject({ data: { lines: [{ quantity: 2 }] } });
  });

  it('makes 300 releases in as many statements as one, whoever they serve', async () => {
    await warehouse.receive({ MUG: 300 });
    const voided = Array.from({ length: 300 }, () => anOrder({ MUG: 1 }));
    const waiting = Array.from({ length: 300 }, () =>
      anOrder({ MUG: 1 }, { placedAt: '2026-02-01T00:00:00Z' }),
    );
    await warehouse.place(...voided, ...waiting);
    const before = warehouse.statements();
    await warehouse.void(...voided);
    expect(warehouse.statements() - before).toBeLessThanOrEqual(13);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 300, free: 0, reserved: 300, waiting: 0 });
  });
});

describe('a tombstone', () => {
  it('makes a later order reserve nothing, and answers it once', async () => {
    await warehouse.receive({ MUG: 5 });
    const order = anOrder({ MUG: 2 });
    await warehouse.void(order);
    await warehouse.void(order);
    expect(await warehouse.factsOf(order)).toEqual([]);
    await warehouse.place(anOrder({ MUG: 1 }), order);
    await warehouse.place(order);
    expect(await warehouse.factsOf(order)).toEqual([
      { type: 'stock.released', data: { orderId: order.orderId, lines: [] } },
    ]);
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 5, free: 4, reserved: 1, waiting: 0 });
  });

  it('and its order, at the same time, leave nothing reserved whoever comes first', async () => {
    await warehouse.receive({ MUG: 50 });
    const orders = Array.from({ length: 50 }, () => anOrder({ MUG: 1 }));
    await Promise.all(orders.flatMap((order) => [warehouse.place(order), warehouse.void(order)]));
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 50, free: 50, reserved: 0, waiting: 0 });
    for (const order of orders) expect((await lastFact(order))?.type).toBe('stock.released');
  });
});

describe('batches of the same orders in opposite order', () => {
  it('wait for each other instead of locking each other out', async () => {
    await warehouse.receive({ MUG: 400 });
    for (let round = 0; round < 5; round += 1) {
      const orders = Array.from({ length: 400 }, () => anOrder({ MUG: 1 }));
      await Promise.all([warehouse.place(...orders), warehouse.void(...orders.toReversed())]);
    }
    expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 400, free: 400, reserved: 0, waiting: 0 });
  });
});

describe('what happens to an order, in every order of hearing it', () => {
  const permutations = <Step>(steps: readonly Step[]): Step[][] =>
    steps.length < 2
      ? [[...steps]]
      : steps.flatMap((step, at) =>
          permutations(steps.filter((_, other) => other !== at)).map((rest) => [step, ...rest]),
        );

  it.each(permutations(['place', 'void', 'receive', 'rival'] as const))(
    '%s, %s, %s, %s',
    async (...steps) => {
      const [order, rival] = [
        anOrder({ MUG: 2, CUP: 1 }),
        anOrder({ MUG: 2 }, { placedAt: '2026-01-15T04:00:00Z' }),
      ];
      await warehouse.receive({ CUP: 1 });
      const take = {
        place: () => warehouse.place(order),
        void: () => warehouse.void(order),
        receive: () => warehouse.receive({ MUG: 3 }),
        rival: () => warehouse.place(rival),
      };
      for (const step of steps) {
        await take[step]();
        expect(await faultsInTheBooks(warehouse)).toEqual([]);
      }
      expect(await warehouse.stockOf('MUG')).toEqual({ onHand: 3, free: 1, reserved: 2, waiting: 0 });
      expect(await warehouse.stockOf('CUP')).toEqual({ onHand: 1, free: 1, reserved: 0, waiting: 0 });
      expect((await lastFact(order))?.type).toBe('stock.released');
      expect(await lastFact(rival)).toMatchObject({ type: 'stock.reserved', data: { outstanding: [] } });
    },
  );

  it.each(permutations(['place', 'receive', 'dispatch', 'void'] as const))(
    '%s, %s, %s, %s',
    async (...steps) => {
      const order = anOrder({ MUG: 2 });
      const parcel = aParcelOf(order);
      const take = {
        place: () => warehouse.place(order),
        receive: () => warehouse.receive({ MUG: 3 }),
        dispatch: () => warehouse.dispatch(parcel),
        void: () => warehouse.void(order),
      };
      let left = 0;
      for (const step of steps) {
        // A parcel cannot leave before its goods were reserved; when it seems so, the event fails and nothing changes.
        const done = await take[step]().then(
          () => true,
          (fault: Error) => {
            expect([step, fault.name]).toEqual(['dispatch', 'NothingReserved']);
            return false;
          },
        );
        if (step === 'dispatch' && done) left = 2;
        expect(await faultsInTheBooks(warehouse)).toEqual([]);
      }
      expect(await warehouse.stockOf('MUG')).toEqual({
        onHand: 3 - left,
        free: 3 - left,
        reserved: 0,
        waiting: 0,
      });
      const before = (step: string, other: string) =>
        steps.indexOf(step as never) < steps.indexOf(other as never);
      const couldLeave =
        before('place', 'dispatch') && before('receive', 'dispatch') && before('dispatch', 'void');
      expect(left).toBe(couldLeave ? 2 : 0);
    },
  );
});
