import { stageOf, STATUS_WORDS, type OrderStatus } from '../order/status.js';
import { OrderShop } from '../testing/order-shop.js';

describe('the stage of an order', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());

  it('is derived by the table as lists ask for it, and each status is listed', async () => {
    const orderId = await shop.place();
    const statuses = Object.keys(STATUS_WORDS) as OrderStatus[];
    expect(statuses).toHaveLength(11);
    for (const status of statuses) {
      const { rows } = await shop.sql.query(
        'UPDATE orders SET status = $2 WHERE order_id = $1 RETURNING stage',
        [orderId, status],
      );
      expect(rows).toEqual([{ stage: stageOf(status) }]);
      const { json } = await shop.ask('GET', `/v1/orders?status=${status}`, { key: shop.keys.ops });
      expect(json.orders).toMatchObject([{ orderId, status }]);
    }
  });

  it('stands in the indexes instead of all that changes from step to step, so that most steps touch none', async () => {
    const { rows } = await shop.sql.query(
      `SELECT c.relname AS index, a.attname AS column
       FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_depend d ON d.objid = i.indexrelid
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = d.refobjsubid AND d.refobjid = i.indrelid
       WHERE i.indrelid = 'orders'::regclass AND i.indisvalid
         AND a.attname NOT IN ('order_id', 'channel', 'reference', 'buyer_id', 'stage')`,
    );
    expect(rows).toEqual([]);
    const { rows: there } = await shop.sql.query(
      `SELECT indexname FROM pg_indexes WHERE schemaname = 'okuru_order' AND tablename = 'orders' AND indexdef ~ 'stage' ORDER BY 1`,
    );
    expect(there).toEqual([{ indexname: 'orders_by_stage' }, { indexname: 'orders_sent_to_buyer' }]);
  });
});
