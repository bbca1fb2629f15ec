import { until } from '@okuru/platform/testing';
import { type Answer, OrderShop } from '../testing/order-shop.js';
import { anOrderBody } from '../testing/an-order.js';

describe('the room in the outbox', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open({ OKURU_OUTBOX_FACTS_MAX: '3' });
  });
  afterAll(() => shop.close());
  const untilAnswered = async (expected: number): Promise<Answer> => {
    let answer: Answer | undefined;
    await until(async () => {
      answer = await shop.post(anOrderBody());
      return answer.status === expected;
    }, 30_000);
    return answer!;
  };

  it('takes no order while more facts wait to be sent than may, says when to come again, and opens by itself', async () => {
    await untilAnswered(201);
    const other = await shop.sql.connect();
    try {
      // Without its lease the relay sends nothing.
      await other.query('BEGIN');
      await other.query('LOCK TABLE relay_lease IN ACCESS EXCLUSIVE MODE');
      const refused = await untilAnswered(503);
      expect([refused.json.code, refused.headers.get('retry-after')]).toEqual(['unavailable', '10']);
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    await untilAnswered(201);
  });
});
