import { parkKeys } from '../dead-letter/parked-keys.js';
import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { enter, type Entered, type Meant } from './enter.js';
import { advanceFence, lockFence } from './fence.js';

const PLACE = { consumer: 'okuru.order', topic: 'okuru.shipping', partition: 2 };
let database: TestDatabase;
let service: OpenService;

beforeAll(async () => {
  database = await testDatabase();
  service = await openService('order', database.url);
});
afterAll(async () => {
  await service.close();
  await database.drop();
});
beforeEach(() => service.dataSource.query('TRUNCATE consumer_fence, inbox, parked_key'));

const idOf = (nth: number): string => `01930f3e-7a00-7000-8000-${String(nth).padStart(12, '0')}`;
const meantAt = (...offsets: number[]): Meant[] =>
  offsets.map((offset) => ({ id: idOf(offset), key: `order:${offset}`, record: { offset } }));
const come = (meant: readonly Meant[], to: number, firstOffset = 0): Promise<Entered> =>
  service.unitOfWork.run(async (tx) => {
    const entered = await enter(tx.query, PLACE, firstOffset, meant);
    await advanceFence(tx.query, PLACE, to);
    return entered;
  });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('entering a place', () => {
  it('begins at the offset given, with nothing heard and nothing parked', async () => {
    expect(await come(meantAt(7, 8), 9, 7)).toEqual({
      nextOffset: 7,
      unheard: new Set([idOf(7), idOf(8)]),
      parked: new Set(),
    });
    expect(await come([], 12)).toMatchObject({ nextOffset: 9 });
    expect(await come([], 12)).toMatchObject({ nextOffset: 12 });
  });

  it('remembers what lies beyond the fence and knows what was sent before', async () => {
    await come(meantAt(0, 1), 2);
    const again = meantAt(0)[0]!;
    const entered = await come([...meantAt(1, 2), { ...again, record: { offset: 3 } }], 4);
    expect(entered).toMatchObject({ nextOffset: 2, unheard: new Set([idOf(2)]) });
    const rows: { id: string }[] = await service.dataSource.query(
      'SELECT event_id AS id FROM inbox ORDER BY 1',
    );
    expect(rows.map(({ id }) => id)).toEqual([0, 1, 2].map(idOf));
  });

  it('sees what the consumer before it parked while it waited for the fence, and what was parked before', async () => {
    await service.unitOfWork.run((tx) => parkKeys(tx.query, PLACE, ['order:5']));
    await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 5));
    const before = service.unitOfWork.run(async (tx) => {
      await lockFence(tx.query, PLACE, 5);
      await pause(150);
      await parkKeys(tx.query, PLACE, ['order:6']);
      await advanceFence(tx.query, PLACE, 6);
    });
    await pause(50);
    expect(await come(meantAt(5, 6, 7), 8)).toEqual({
      nextOffset: 6,
      unheard: new Set([idOf(6), idOf(7)]),
      parked: new Set(['order:5', 'order:6']),
    });
    await before;
  });

  it('keeps the parked keys from a redrive until its transaction ends', async () => {
    await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 0));
    await service.unitOfWork.run((tx) => parkKeys(tx.query, PLACE, ['order:0']));
    const order: string[] = [];
    const consumer = service.unitOfWork.run(async (tx) => {
      await enter(tx.query, PLACE, 0, meantAt(0));
      await pause(150);
      order.push('consumer');
    });
    await pause(50);
    await service.dataSource.query('DELETE FROM parked_key');
    order.push('redrive');
    await consumer;
    expect(order).toEqual(['consumer', 'redrive']);
  });
});
