import { packed, planned, reserved } from '../testing/facts.js';
import { aReference } from '../testing/an-order.js';
import { OrderShop } from '../testing/order-shop.js';

describe('showing orders', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());
  const list = (query: string, key?: string) =>
    shop.ask('GET', `/v1/orders?${query}`, key === undefined ? {} : { key });

  it('shows a storefront its own orders; others do not exist for it', async () => {
    const orderId = await shop.place();
    expect((await shop.ask('GET', `/v1/orders/${orderId}`)).status).toBe(200);
    for (const path of ['', '/history']) {
      expect((await shop.ask('GET', `/v1/orders/${orderId}${path}`, { key: shop.keys.mall })).status).toBe(
        404,
      );
      expect((await shop.ask('GET', `/v1/orders/${orderId}${path}`, { key: shop.keys.ops })).status).toBe(
        200,
      );
      expect(
        (await shop.ask('GET', `/v1/orders/${orderId}${path}`, { key: shop.keys.warehouse })).status,
      ).toBe(403);
    }
  });

  it.each(['nonsense', '01930f3e-7a00-7000-8000-000000000099', "1' OR '1'='1"])(
    'knows no order %j',
    async (id) => {
      expect((await shop.ask('GET', `/v1/orders/${encodeURIComponent(id)}`)).status).toBe(404);
    },
  );

  it('finds an order by its reference, within the channel of the key', async () => {
    const reference = aReference();
    const [web, mall] = [await shop.place({ reference }), await shop.place({ reference }, shop.keys.mall)];
    const idsOf = async (query: string, key?: string) =>
      (await list(query, key)).json.orders.map((order: { orderId: string }) => order.orderId);
    expect(await idsOf(`reference=${reference}`)).toEqual([web]);
    expect(await idsOf(`reference=${reference}&channel=mall`)).toEqual([web]);
    expect(await idsOf(`reference=${reference}`, shop.keys.ops)).toEqual([web, mall]);
    expect(await idsOf(`reference=${reference}&channel=mall`, shop.keys.ops)).toEqual([mall]);
    expect(await idsOf(`reference=${aReference()}`)).toEqual([]);
  });

  it('lists by status in pages for staff, oldest first', async () => {
    const placed: string[] = [];
    for (let nth = 0; nth < 5; nth += 1) placed.push(await shop.place({ remarks: 'please read' }));
    const pages: string[] = [];
    let after = '';
    do {
      const { json } = await list(`status=held&limit=2${after}`, shop.keys.ops);
      expect(json.orders.length).toBeLessThanOrEqual(2);
      pages.push(...json.orders.map(({ orderId }: { orderId: string }) => orderId));
      after = json.next === null ? '' : `&after=${json.next}`;
    } while (after !== '');
    expect(pages).toEqual(placed);
  });

  it.each([
    ['limit=101&status=held', 'limit'],
    ['limit=0&status=held', 'limit'],
    ['limit=x&status=held', 'limit'],
    ['status=sleeping', 'status'],
    ['status=held&after=x', 'after'],
    ['status=held&colour=red', 'colour'],
    ['', 'reference'],
  ])('refuses the question %j', async (query, path) => {
    expect(await list(query, shop.keys.ops)).toMatchObject({ status: 422, json: { errors: [{ path }] } });
  });

  it('lists by status for staff only', async () => {
    expect((await list('status=held')).status).toBe(422);
  });

  describe('the history of an order', () => {
    const lines = [{ lineId: '1', sku: 'MUG', quantity: 2 }];

    it('tells what was stated and what was heard, each entry chained to the one before', async () => {
      const orderId = await shop.place({ remarks: 'Canary-Remark' });
      await shop.ask('POST', `/v1/orders/${orderId}/confirm`, { key: shop.keys.ops });
      await shop.tell('stock.reserved', reserved(orderId, lines));
      await shop.untilStatus(orderId, 'awaiting-packing');
      await shop.tell('parcels.planned', planned(orderId, lines));
      await shop.tell('parcel.packed', packed(orderId, lines));
      await shop.untilStatus(orderId, 'packed');
      const { json } = await shop.ask('GET', `/v1/orders/${orderId}/history`);
      expect(
        json.entries.map(({ what, source, aggregateVersion }: Record<string, unknown>) => [
          what,
          source,
          aggregateVersion,
        ]),
      ).toEqual([
        ['order.placed', 'order', 1],
        ['order.held', 'order', 2],
        ['order.confirmed', 'order', 3],
        ['stock.reserved', 'inventory', 1],
        ['parcels.planned', 'shipping', 1],
        ['parcel.packed', 'shipping', 1],
      ]);
      expect(json.intact).toBe(true);
      expect(JSON.stringify(json)).not.toContain('Canary');
      expect((await shop.stated(orderId)).map(({ aggregateVersion }) => aggregateVersion)).toEqual([1, 2, 3]);
    });

    it('comes in pages', async () => {
      const orderId = await shop.place();
      const first = (await shop.ask('GET', `/v1/orders/${orderId}/history?limit=1`)).json;
      const second = (await shop.ask('GET', `/v1/orders/${orderId}/history?limit=1&after=${first.next}`))
        .json;
      expect([first.entries[0].what, second.entries[0].what]).toEqual(['order.placed', 'order.confirmed']);
      expect([first.intact, second.intact]).toEqual([true, true]);
    });

    it.each([
      [
        'an entry is changed',
        `UPDATE order_history SET detail = '{"reason":"x"}' WHERE order_id = $1 AND entry = 1`,
      ],
      ['an entry is taken out', 'DELETE FROM order_history WHERE order_id = $1 AND entry = 1'],
      [
        'the time is changed',
        `UPDATE order_history SET at = at - interval '1 ms' WHERE order_id = $1 AND entry = 2`,
      ],
    ])('shows that %s', async (_name, tampering) => {
      const orderId = await shop.place();
      await shop.sql.query(tampering, [orderId]);
      expect((await shop.ask('GET', `/v1/orders/${orderId}/history`)).json.intact).toBe(false);
    });
  });
});
