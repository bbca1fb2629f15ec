import { faultsInTheBooks } from '../testing/books.js';
import { aParcelOf, anOrder, aReport, openWarehouse, someone, type Warehouse } from '../testing/warehouse.js';
import { ShippedByLot1764000000041 } from '../migrations/1764000000041-shipped-by-lot.js';
import type { NamedLot } from './lot.js';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse();
});
afterAll(() => warehouse.close());
beforeEach(async () => {
  await warehouse.clear();
  await warehouse.importItems.import(
    Buffer.from('sku,name_ja,lot_controlled\nMILK,牛乳,yes\nTEA,茶,yes\nMUG,マグ,\n'),
  );
});
afterEach(async () => {
  expect(await faultsInTheBooks(warehouse)).toEqual([]);
});

const lot = (name: string, expiresOn: string, quantity: number): NamedLot => ({
  lot: name,
  expiresOn,
  quantity,
});
let operations = 0;
const receive = (sku: string, ...lots: NamedLot[]) =>
  warehouse.receiveStock.receive(someone, `lots-${(operations += 1)}`, [
    { sku, quantity: lots.reduce((sum, { quantity }) => sum + quantity, 0), lots },
  ]);
const adjust = (by: number, more: { lot?: string; expiresOn?: string } = {}) =>
  warehouse.adjustStock.adjust(someone, `lots-${(operations += 1)}`, {
    sku: 'MILK',
    by,
    reason: 'broken',
    ...more,
  });
const count = async (counted: number, more: { lot?: string; expiresOn?: string } = {}) => {
  const [last] = await warehouse.query<{ id: string }>(
    `SELECT id FROM movement WHERE sku = 'MILK' ORDER BY id DESC LIMIT 1`,
  );
  return warehouse.countStock.count(someone, `lots-${(operations += 1)}`, {
    sku: 'MILK',
    counted,
    lastMovement: last?.id ?? null,
    ...more,
  });
};
const lotsOf = async (sku = 'MILK'): Promise<Record<string, number>> => {
  const rows = await warehouse.query<{ lot: string; units: number }>(
    'SELECT lot, on_hand AS units FROM lot WHERE sku = $1 ORDER BY expires_on, lot',
    [sku],
  );
  return Object.fromEntries(rows.map(({ lot: name, units }) => [name, units]));
};
const stated = (sku = 'MILK') =>
  warehouse.query<{ data: Record<string, unknown> }>(
    `SELECT data FROM event WHERE type = 'lots.changed' AND data->>'sku' = $1 ORDER BY aggregate_version`,
    [sku],
  );

const JUNE = lot('J1', '2026-06-30', 3);
const MAY = lot('M1', '2026-05-31', 2);

describe('goods that are kept by lot', () => {
  it('come by lot, and all lots are stated, the soonest to expire first', async () => {
    await receive('MILK', JUNE, MAY);
    expect(await lotsOf()).toEqual({ M1: 2, J1: 3 });
    expect((await stated()).map(({ data }) => data)).toEqual([
      {
        sku: 'MILK',
        lotsVersion: 1,
        lots: [
          { lot: 'M1', expiresOn: '2026-05-31', onHand: 2 },
          { lot: 'J1', expiresOn: '2026-06-30', onHand: 3 },
        ],
        left: [],
      },
    ]);
  });

  it.each<[string, unknown, Record<string, unknown>]>([
    ['no lot', undefined, { path: 'lines[0].lots' }],
    ['another sum', [lot('M1', '2026-05-31', 1)], { path: 'lines[0].quantity' }],
    [
      'one lot twice, with two days',
      [lot('X', '2026-05-31', 1), lot('X', '2026-06-01', 1)],
      { path: 'lines[0].lots' },
    ],
  ])('are not received with %s', async (_, lots, fault) => {
    await expect(
      warehouse.receiveStock.receive(someone, `lots-${(operations += 1)}`, [
        { sku: 'MILK', quantity: 2, ...(lots ? { lots: lots as NamedLot[] } : {}) },
      ]),
    ).rejects.toMatchObject({
      status: 422,
      code: 'wrong-lots',
      options: { errors: expect.arrayContaining([expect.objectContaining(fault)]) as unknown },
    });
    expect(await lotsOf()).toEqual({});
  });

  it('keep the day of a lot for ever, also when it is used up', async () => {
    await receive('MILK', MAY);
    await adjust(-2, { lot: 'M1' });
    await expect(receive('MILK', lot('M1', '2026-06-01', 1))).rejects.toMatchObject({ code: 'wrong-lots' });
    await receive('MILK', lot('M1', '2026-05-31', 1));
    expect(await lotsOf()).toEqual({ M1: 1 });
  });

  it('leave from the lots that their parcel names, and the lots then say which parcel took them', async () => {
    await receive('MILK', MAY, JUNE);
    const order = anOrder({ MILK: 4 });
    await warehouse.place(order);
    const left = {
      ...aParcelOf(order),
      lots: [{ sku: 'MILK', lot: 'J1', expiresOn: '2026-06-30', quantity: 3 }],
    };
    await warehouse.dispatch(left);
    // Of the fourth unit the parcel names no lot: it came off the one that expires first.
    expect(await lotsOf()).toEqual({ M1: 1, J1: 0 });
    const { parcelId } = left;
    expect((await stated()).at(-1)?.data).toEqual({
      sku: 'MILK',
      lotsVersion: 2,
      lots: [{ lot: 'M1', expiresOn: '2026-05-31', onHand: 1 }],
      left: [
        { parcelId, lot: 'J1', expiresOn: '2026-06-30', quantity: 3 },
        { parcelId, lot: 'M1', expiresOn: '2026-05-31', quantity: 1 },
      ],
    });
    await warehouse.dispatch(left);
    expect(await lotsOf()).toEqual({ M1: 1, J1: 0 });
    expect(await stated()).toHaveLength(2);
  });

  it('never go below nothing: what a named lot lacks, and what nobody knows, comes off the one that expires first', async () => {
    await receive('MILK', MAY, JUNE);
    const order = anOrder({ MILK: 5 });
    await warehouse.place(order);
    await warehouse.dispatch({
      ...aParcelOf(order),
      lots: [
        { sku: 'MILK', lot: 'M1', expiresOn: '2026-05-31', quantity: 3 },
        { sku: 'MILK', lot: 'NOBODY', expiresOn: '2026-05-01', quantity: 2 },
      ],
    });
    expect(await lotsOf()).toEqual({ M1: 0, J1: 0 });
  });

  it('that are damaged at the table come off the lot that the report names', async () => {
    await receive('MILK', MAY, JUNE);
    const order = anOrder({ MILK: 2 });
    await warehouse.place(order);
    const report = aReport(order, { MILK: 1 }, { cause: 'damaged', lots: [{ lot: 'J1', quantity: 1 }] });
    await warehouse.missed(report);
    await warehouse.missed(report);
    expect(await lotsOf()).toEqual({ M1: 2, J1: 2 });
  });

  it('are adjusted by lot', async () => {
    await receive('MILK', MAY, JUNE);
    await expect(adjust(-1)).rejects.toMatchObject({ status: 422, options: { errors: [{ path: 'lot' }] } });
    await expect(adjust(-3, { lot: 'M1' })).rejects.toMatchObject({ status: 409, code: 'lot-holds-fewer' });
    await expect(adjust(1, { lot: 'NEW' })).rejects.toMatchObject({
      options: { errors: [{ path: 'expiresOn' }] },
    });
    await expect(adjust(1, { lot: 'M1', expiresOn: '2026-01-01' })).rejects.toMatchObject({
      options: { errors: [{ path: 'expiresOn' }] },
    });
    await adjust(-2, { lot: 'M1' });
    await adjust(1, { lot: 'NEW', expiresOn: '2026-07-01' });
    expect(await lotsOf()).toEqual({ M1: 0, J1: 3, NEW: 1 });
  });

  it('are counted by lot', async () => {
    await receive('MILK', MAY, JUNE);
    await expect(count(5)).rejects.toMatchObject({ options: { errors: [{ path: 'lot' }] } });
    expect(await count(1, { lot: 'M1' })).toMatchObject({ lot: 'M1', before: 2, difference: -1, onHand: 4 });
    expect(await count(2, { lot: 'NEW', expiresOn: '2026-07-01' })).toMatchObject({
      before: 0,
      difference: 2,
    });
    expect(await lotsOf()).toEqual({ M1: 1, J1: 3, NEW: 2 });
    await expect(
      warehouse.importStock.import(someone, 'file', Buffer.from('sku,on_hand\nMILK,9\n')),
    ).rejects.toMatchObject({ code: 'faulty-rows' });
  });

  it('are marked, and unmarked, only while nothing is on hand', async () => {
    const mark = (sku: string, lotControlled: string) =>
      warehouse.importItems.import(Buffer.from(`sku,name_ja,lot_controlled\n${sku},品,${lotControlled}\n`));
    await warehouse.receive({ MUG: 1 });
    await receive('MILK', MAY);
    await expect(mark('MUG', 'yes')).rejects.toMatchObject({ code: 'faulty-rows' });
    await expect(mark('MILK', '')).rejects.toMatchObject({ code: 'faulty-rows' });
    await adjust(-2, { lot: 'M1' });
    await mark('MILK', '');
    await warehouse.receive({ MILK: 1 });
    expect(await warehouse.query(`SELECT by_lot FROM stock WHERE sku = 'MILK'`)).toEqual([{ by_lot: false }]);
  });

  it('reserve with as many statements as goods without lots, which are received without one more', async () => {
    await receive('MILK', JUNE);
    await warehouse.receive({ MUG: 3 });
    const statementsFor = async (sku: string): Promise<number> => {
      const before = warehouse.statements();
      await warehouse.place(anOrder({ [sku]: 1 }));
      return warehouse.statements() - before;
    };
    expect(await statementsFor('MILK')).toBe(await statementsFor('MUG'));
    expect(await warehouse.query(`SELECT lots_version FROM stock WHERE sku = 'MUG'`)).toEqual([
      { lots_version: 0 },
    ]);
  });

  it('stay whole when parcels leave, come and are counted at the same time', async () => {
    await receive('MILK', lot('A', '2026-05-01', 20), lot('B', '2026-06-01', 20));
    const orders = Array.from({ length: 10 }, () => anOrder({ MILK: 2 }));
    await warehouse.place(...orders);
    await Promise.all([
      ...orders.map((order, nth) =>
        warehouse.dispatch({
          ...aParcelOf(order),
          ...(nth % 2 ? { lots: [{ sku: 'MILK', lot: 'B', expiresOn: '2026-06-01', quantity: 2 }] } : {}),
        }),
      ),
      receive('MILK', lot('C', '2026-04-01', 4)),
      adjust(-1, { lot: 'B' }),
    ]);
    const units = Object.values(await lotsOf()).reduce((sum, one) => sum + one, 0);
    expect(units).toBe(40 - 20 + 4 - 1);
  });

  it('that left in two entries are one again for a release that knows no lots, and it finds what it needs', async () => {
    await receive('MILK', MAY, JUNE);
    const order = anOrder({ MILK: 4 });
    await warehouse.place(order);
    await warehouse.dispatch(aParcelOf(order));
    const goingBack: string[] = [];
    const runner = { query: (sql: string) => Promise.resolve(void goingBack.push(sql)) };
    await new ShippedByLot1764000000041().down(runner as never);
    const whole = new Error('looked at, and taken back');
    await expect(
      warehouse.unitOfWork.run(async (tx) => {
        await tx.query(goingBack[0]!);
        expect(await tx.query(`SELECT change FROM movement WHERE kind = 'shipped'`)).toEqual([
          { change: -4 },
        ]);
        throw whole;
      }),
    ).rejects.toBe(whole);
  });
});
