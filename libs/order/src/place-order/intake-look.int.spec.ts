import { openService, type OpenService, testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { keepItems } from '../item-replica/item-replica.store.js';
import { migrations } from '../migrations/index.js';
import { anItem } from '../testing/order-shop.js';
import { intakeLook, knownGoods } from './intake-look.store.js';
import type { IntakeRequest } from './intake-request.js';

describe('what the shop has of the goods of a batch', () => {
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

  const request = (idempotencyKey: string, ...skus: string[]) =>
    ({
      keyId: 'key-1',
      idempotencyKey,
      buyerId: 'b'.repeat(64),
      placement: { lines: skus.map((sku) => ({ sku })) },
    }) as unknown as IntakeRequest;
  const looked = (...requests: IntakeRequest[]) =>
    service.unitOfWork.read(async (tx) => {
      let questions = 0;
      const query: typeof tx.query = (...given) => {
        questions += 1;
        return tx.query(...given);
      };
      return { ...(await intakeLook({ query }, requests)), asked: questions };
    });

  it('is asked together with what was answered before and who was served, in one question', async () => {
    const look = await looked(request('one', 'MUG', 'NOBODY'), request('two', 'TEA', 'MUG'));
    expect(look.asked).toBe(1);
    expect([...look.goods.skus].sort()).toEqual(['MUG', 'TEA']);
    expect([...look.known]).toEqual([]);
    expect([...look.buyersServed]).toEqual([]);
    const withSet = await looked(request('one', 'SET-A'), request('two', 'SET-B'));
    expect(withSet.asked).toBe(2);
    expect(withSet.goods.sets.get('SET-A')?.parts).toMatchObject([{ sku: 'MUG', quantity: 2 }]);
  });

  it('tells what was answered under a key and who was sent something, and of nobody else', async () => {
    const orderId = '0199aaaa-0000-7000-8000-000000000001';
    await service.unitOfWork.run(async (tx) => {
      await tx.query(
        `INSERT INTO orders (order_id, channel, reference, buyer_id, placed_at, language, short_stock, total, prefecture,
           marketing_opt_in, payment_method, payment_status, payment_amount, status, holds, facts_stated, history_entries,
           history_hash, money, delivery, contact, ship_to, cancellation, reservation, near_misses)
         VALUES ($1, 'web', 'R-1', $2, now(), 'ja', 'ship-complete', 600, 13, false, 'prepaid', 'paid', 600, 'shipped', '{}', 2, 2,
           $2, '{}', '{}', '{}', '{}', 'none', 0, 0)`,
        [orderId, 'b'.repeat(64)],
      );
      await tx.query(
        `INSERT INTO idempotency (key_id, operation, idempotency_key, body_hash, order_id, outcome)
         VALUES ('key-1', 'place-order', 'one', $2, $1, '{"status": "confirmed"}')`,
        [orderId, 'c'.repeat(64)],
      );
    });
    const look = await looked(request('one', 'MUG'), request('two', 'MUG'), {
      ...request('one', 'MUG'),
      keyId: 'key-2',
      buyerId: 'd'.repeat(64),
    });
    expect([...look.known]).toEqual([
      [
        'key-1 one',
        {
          bodyHash: 'c'.repeat(64),
          outcome: {
            accepted: { orderId, reference: 'R-1', channel: 'web', status: 'confirmed', total: 600 },
          },
        },
      ],
    ]);
    expect([...look.buyersServed]).toEqual(['b'.repeat(64)]);
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
});
