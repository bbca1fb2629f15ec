import { migratedDatabase, openService, type OpenService, type TestDatabase } from '@okuru/platform/testing';
import { keepItems } from '../item-replica/item-replica.store.js';
import { migrations } from '../migrations/index.js';
import { anItem } from '../testing/order-shop.js';
import { buyersServed, intakeLook, knownGoods } from './intake-look.store.js';
import type { IntakeRequest } from './intake-request.js';

describe('what is looked up before a batch is stored', () => {
  let database: TestDatabase;
  let service: OpenService;

  beforeAll(async () => {
    database = await migratedDatabase('order', migrations);
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

describe('which buyers were sent something before', () => {
  const SHIPPED = 20_000;
  type Questions = Parameters<typeof buyersServed>[0];
  const buyer = (n: number): string => String(n).padStart(64, '0');
  const requestOf = (buyerId: string) =>
    ({
      keyId: 'key-1',
      idempotencyKey: buyerId,
      buyerId,
      placement: { lines: [{ sku: 'MUG' }] },
    }) as unknown as IntakeRequest;
  let database: TestDatabase;
  let service: OpenService;

  beforeAll(async () => {
    database = await migratedDatabase('order', migrations);
    service = await openService('order', database.url, { migrations });
    await service.dataSource.query(
      `INSERT INTO orders (order_id, channel, reference, buyer_id, placed_at, language, short_stock, total, money, delivery,
         prefecture, contact, ship_to, marketing_opt_in, payment_method, payment_status, payment_amount, status, holds,
         cancellation, reservation, near_misses, facts_stated, history_entries, history_hash)
       SELECT gen_random_uuid(), 'web', 'R-' || n, lpad(n::text, 64, '0'), now(), 'ja', 'ship-complete', 100, '{}', '{}', 13, '{}', '{}',
         false, 'card', 'paid', 100, CASE WHEN n = 7 THEN 'cancelled' ELSE 'shipped' END, '{}', 'none', 0, 0, 1, 1, $1
       FROM generate_series(1, $2::int) AS n`,
      [buyer(0), SHIPPED],
    );
    await service.dataSource.query('ANALYZE orders');
  });
  afterAll(async () => {
    await service.close();
    await database.drop();
  });

  it('is told of those with an order that left', async () => {
    const asked = [buyer(5), buyer(7), buyer(SHIPPED + 1)];
    expect([...(await service.unitOfWork.read((tx) => buyersServed(tx, asked)))]).toEqual([buyer(5)]);
  });

  it.each([
    ['of an order that is tried out', (tx: Questions) => buyersServed(tx, [buyer(5), buyer(6)])],
    ['of a batch', (tx: Questions) => intakeLook(tx, [requestOf(buyer(5)), requestOf(buyer(6))])],
  ])('reads the orders of the buyers %s alone, however many there are', async (_, look) => {
    const asked: { readonly text: string; readonly values: readonly unknown[] }[] = [];
    const query = (statement: string | { readonly text: string }, values: readonly unknown[] = []) => {
      asked.push({ text: typeof statement === 'string' ? statement : statement.text, values });
      return Promise.resolve([]);
    };
    await look({ query: query as never });
    const plans = await Promise.all(
      asked.map(({ text, values }) =>
        service.dataSource.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${text}`, [...values]),
      ),
    );
    const plan = plans.flat().map((row) => row['QUERY PLAN']);
    expect(plan.filter((line) => line.includes('orders_sent_to_buyer'))).toHaveLength(1);
    expect(plan.filter((line) => line.includes('Seq Scan'))).toEqual([]);
  });
});
