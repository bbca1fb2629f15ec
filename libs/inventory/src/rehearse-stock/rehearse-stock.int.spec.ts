import { randomUUID } from 'node:crypto';
import { type EventData, REHEARSAL_LIVES_MS } from '@okuru/contracts';
import { anOrder, openWarehouse, type PlacedOrder, type Warehouse } from '../testing/warehouse.js';

type Asked = EventData<'rehearsal.asked'>;
type Stocked = EventData<'rehearsal.stocked'>;

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.knows('MUG', 'CUP');
  await warehouse.receive({ MUG: 5, CUP: 1 });
});

const aRehearsalOf = ({ lines, shortStock }: PlacedOrder): Asked => ({
  rehearsalId: randomUUID(),
  question: {
    lines: lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity })),
    shortStock,
    delivery: { mode: 'any' },
    destination: { country: 'JP', prefecture: 13, postalCode: '100-0001' },
    collect: null,
  },
});
const answersTo = async (...asked: Asked[]): Promise<Stocked[]> => {
  const rows = await warehouse.query<{ data: Stocked }>(
    `SELECT data FROM event WHERE type = 'rehearsal.stocked' AND key = ANY ($1)`,
    [asked.map(({ rehearsalId }) => `rehearsal:${rehearsalId}`)],
  );
  return rows.map(({ data }) => data);
};
/** available, waiting and cancelled units of each line. */
const rehearsed = async (asked: Asked): Promise<number[][]> => {
  await warehouse.rehearse(asked);
  const [answer] = await answersTo(asked);
  return answer!.lines.map(({ available, waiting, cancelled }) => [available, waiting, cancelled]);
};
/** The same of a real order, read from what inventory states of it. */
const placed = async (order: PlacedOrder): Promise<number[][]> => {
  await warehouse.place(order);
  const facts = await warehouse.factsOf(order);
  const reserved = facts.find(({ type }) => type === 'stock.reserved')?.data as
    EventData<'stock.reserved'> | undefined;
  const short = facts.find(({ type }) => type === 'stock.backordered')?.data as
    EventData<'stock.backordered'> | undefined;
  const unitsIn = (lines: readonly { lineId: string; quantity: number }[] | undefined, lineId: string) =>
    lines?.find((line) => line.lineId === lineId)?.quantity ?? 0;
  return order.lines.map(({ lineId }) => [
    unitsIn(reserved?.lines, lineId),
    unitsIn(short?.lines, lineId),
    unitsIn(reserved?.cancelled, lineId),
  ]);
};
const stockRows = () => warehouse.query('SELECT * FROM stock ORDER BY sku');

describe('a rehearsal', () => {
  it.each([
    [{ MUG: 2, CUP: 1 }, 'ship-complete'],
    [{ MUG: 2, CUP: 3 }, 'ship-complete'],
    [{ MUG: 7, CUP: 3 }, 'ship-available'],
    [{ MUG: 7, CUP: 1 }, 'cancel-short'],
  ] as const)('of %j, %s, says what the order placed next then gets', async (units, shortStock) => {
    const order = anOrder(units, { shortStock });
    const said = await rehearsed(aRehearsalOf(order));
    expect(said).toEqual(await placed(order));
  });

  it('leaves the free units of a sku to those who wait for it', async () => {
    await warehouse.place(anOrder({ CUP: 3 }));
    expect(await warehouse.stockOf('CUP')).toMatchObject({ reserved: 1, waiting: 2 });
    const order = anOrder({ CUP: 1 });
    expect(await rehearsed(aRehearsalOf(order))).toEqual([[0, 1, 0]]);
    expect(await placed(order)).toEqual([[0, 1, 0]]);
  });

  it('shares a sku between the lines of one order, and has all of it for each order', async () => {
    const order = anOrder({ MUG: 3 });
    const [line] = order.lines;
    const twice = aRehearsalOf({ ...order, lines: [line!, { ...line!, lineId: '2' }] });
    expect(await rehearsed(twice)).toEqual([
      [3, 0, 0],
      [2, 1, 0],
    ]);
    expect(await rehearsed(twice)).toEqual([
      [3, 0, 0],
      [2, 1, 0],
    ]);
  });

  it('tells the facts of every item it knows once, and of a sku it does not know that nothing is there', async () => {
    const asked = aRehearsalOf(anOrder({ MUG: 1, CUP: 1, GHOST: 1 }));
    expect(await rehearsed(asked)).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]);
    const [answer] = await answersTo(asked);
    expect(answer!.items.map(({ sku }) => sku)).toEqual(['MUG', 'CUP']);
    expect(answer!.question).toEqual(asked.question);
  });

  it('takes two statements for a batch, however many there are, and writes nothing but its answers', async () => {
    const before = await stockRows();
    const asked = Array.from({ length: 50 }, () => aRehearsalOf(anOrder({ MUG: 2, CUP: 1 })));
    const counted = warehouse.statements();
    await warehouse.rehearse(...asked);
    expect(warehouse.statements() - counted).toBe(2);
    expect(await answersTo(...asked)).toHaveLength(50);
    expect(await stockRows()).toEqual(before);
    expect(await warehouse.query('SELECT FROM reservation')).toEqual([]);
    expect(await warehouse.query('SELECT FROM order_demand')).toEqual([]);
  });

  it('neither waits for a stock row that somebody has locked nor locks one', async () => {
    const asked = aRehearsalOf(anOrder({ MUG: 2 }));
    await warehouse.unitOfWork.run(async (tx) => {
      await tx.query(`SELECT FROM stock WHERE sku = 'MUG' FOR UPDATE`);
      await warehouse.rehearse(asked);
    });
    expect(await answersTo(asked)).toHaveLength(1);
  });

  it('heard twice is answered once', async () => {
    const asked = aRehearsalOf(anOrder({ MUG: 2 }));
    await warehouse.rehearse(asked);
    await warehouse.receive({ MUG: 5 });
    await warehouse.rehearse(asked);
    expect(await answersTo(asked)).toHaveLength(1);
  });

  it('is passed over when nobody can wait for it any more', async () => {
    const asked = aRehearsalOf(anOrder({ MUG: 2 }));
    const began = warehouse.clock.now();
    try {
      warehouse.clock.advance(REHEARSAL_LIVES_MS);
      await warehouse.rehearse(asked);
      expect(await answersTo(asked)).toEqual([]);
    } finally {
      warehouse.clock.set(began);
    }
    await warehouse.rehearse(asked);
    expect(await answersTo(asked)).toHaveLength(1);
  });
});
