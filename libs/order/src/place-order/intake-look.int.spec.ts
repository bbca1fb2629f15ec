import { openService, type OpenService, testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { keepItems } from '../item-replica/item-replica.store.js';
import { migrations } from '../migrations/index.js';
import { anItem } from '../testing/order-shop.js';
import { buyersServed, knownGoods } from './intake-look.store.js';

describe('what is looked up before a batch is stored', () => {
  let database: TestDatabase;
  let service: OpenService;

  beforeAll(async () => {
    database = await testDatabase();
    service = await openService('order', database.url, { migrations });
    const sets = ['SET-A', 'SET-B'].map((sku) => ({ ...anItem(sku), parts: [{ sku: 'MUG', quantity: 2 }] }));
    const items = [anItem('MUG'), anItem('TEA'), ...sets];
    await service.unitOfWork.run((tx) =>
      keepItems(
        tx,
        items.map((item) => ({ ...item, catalogueVersion: 1, catalogueItems: items.length })),
      ),
    );
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  const asked = (...skus: string[]) =>
    service.unitOfWork.read(async (tx) => {
      let questions = 0;
      const query: typeof tx.query = (...given) => {
        questions += 1;
        return tx.query(...given);
      };
      const { sets, ...goods } = await knownGoods({ query }, skus);
      return { questions, skus: [...goods.skus].sort(), sets: [...sets.keys()].sort() };
    });

  it('is one question where nobody ordered a set', async () => {
    expect(await asked('MUG', 'TEA', 'NOBODY')).toEqual({ questions: 1, skus: ['MUG', 'TEA'], sets: [] });
  });

  it('is one more for all sets of the batch together', async () => {
    expect(await asked('MUG', 'SET-A', 'SET-B')).toEqual({
      questions: 2,
      skus: ['MUG', 'SET-A', 'SET-B'],
      sets: ['SET-A', 'SET-B'],
    });
  });

  it('finds buyers that were sent something by an index, however many orders there were', async () => {
    const plan: string[] = [];
    await service.unitOfWork.read(async (tx) => {
      await tx.query(`SELECT set_config('enable_seqscan', 'off', true)`);
      const query: typeof tx.query = async <Row>(
        sql: Parameters<typeof tx.query>[0],
        given?: readonly unknown[],
      ) => {
        const text = typeof sql === 'string' ? sql : sql.text;
        const rows = await tx.query<Record<string, string>>(`EXPLAIN ${text}`, given);
        plan.push(...rows.flatMap((row) => Object.values(row)));
        return [] as Row[];
      };
      await buyersServed({ query }, ['a'.repeat(64), 'b'.repeat(64)]);
    });
    expect(plan.join('\n')).toMatch(/Index Cond: \(buyer_id = ANY/);
  });
});
