import { openService, type OpenService } from '../testing/open-service.js';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { advanceFence, lockFence, moveFence } from './fence.js';

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
beforeEach(() => service.dataSource.query('TRUNCATE consumer_fence'));

describe('the fence', () => {
  it('lets one in at a time, and the next sees how far the one before has come', async () => {
    await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 0));
    const order: string[] = [];
    const slow = service.unitOfWork.run(async (tx) => {
      await lockFence(tx.query, PLACE, 0);
      order.push('slow is in');
      await new Promise((resolve) => setTimeout(resolve, 150));
      await advanceFence(tx.query, PLACE, 10);
      order.push('slow is done');
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const next = await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 0));
    order.push(`next sees ${next}`);
    await slow;
    expect(order).toEqual(['slow is in', 'slow is done', 'next sees 10']);
  });

  it('is set up once when two members meet at a new place', async () => {
    const seen = await Promise.all(
      [7, 7, 7].map((first) =>
        service.unitOfWork.run(async (tx) => {
          const next = await lockFence(tx.query, PLACE, first);
          await advanceFence(tx.query, PLACE, next + 1);
          return next;
        }),
      ),
    );
    expect(seen.sort()).toEqual([7, 8, 9]);
  });

  it('is moved by an operator to an offset, or taken away so that the group begins anew', async () => {
    await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 5));
    await service.unitOfWork.run((tx) => moveFence(tx.query, PLACE, 40));
    expect(await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 0))).toBe(40);
    await service.unitOfWork.run((tx) => moveFence(tx.query, PLACE));
    expect(await service.unitOfWork.run((tx) => lockFence(tx.query, PLACE, 3))).toBe(3);
  });
});
