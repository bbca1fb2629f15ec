import type { EventData, EventType } from '@okuru/contracts';
import { v7 as uuidv7 } from 'uuid';
import {
  blocked,
  delivered,
  dispatched,
  letter,
  packed,
  PARCEL,
  planned,
  reserved,
  type Units,
} from '../testing/facts.js';
import { OrderShop } from '../testing/order-shop.js';

const mugs = (quantity: number): Units[] => [{ lineId: '1', sku: 'MUG', quantity }];
type Fact = { [T in EventType]: readonly [T, EventData<T>] }[EventType];

describe('following an order through the house', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());

  it('shows stock, parcels, tracking, letters and near misses as they are heard', async () => {
    const orderId = await shop.place();
    await shop.tell('stock.reserved', reserved(orderId, mugs(2)));
    expect((await shop.untilStatus(orderId, 'awaiting-packing')).lines).toMatchObject([
      { ordered: 2, reserved: 2, packed: 0 },
    ]);
    await shop.tell('parcels.planned', planned(orderId, mugs(2)));
    await shop.tell('scan.blocked', blocked(orderId));
    await shop.tell('parcel.packed', packed(orderId, mugs(2)));
    expect(await shop.untilStatus(orderId, 'packed')).toMatchObject({ statusJa: '印刷待ち', nearMisses: 1 });
    await shop.tell('parcel.dispatched', dispatched(orderId, mugs(2)));
    await shop.tell('letter.sent', letter(orderId, 'dispatched'));
    await shop.untilStatus(orderId, 'shipped');
    await shop.tell('parcel.delivered', delivered(orderId));
    await shop.untilStatus(orderId, 'delivered');
    await shop.untilHeard();
    expect(await shop.show(orderId)).toMatchObject({
      lines: [
        {
          lineId: '1',
          sku: 'MUG',
          ordered: 2,
          reserved: 0,
          packed: 0,
          shipped: 2,
          cancelled: 0,
          returned: 0,
        },
      ],
      parcels: [{ parcelId: PARCEL, status: 'delivered', carrier: 'yamato', trackingNumber: '100000000004' }],
      letters: [{ kind: 'dispatched', sentAt: '2026-01-15T04:00:00.000Z' }],
      statusJa: '配達済み',
    });
  });

  it('follows a fact once, also when the inbox has forgotten it', async () => {
    const orderId = await shop.place();
    const [stop, sent] = [uuidv7(), uuidv7()];
    for (let times = 0; times < 2; times += 1) {
      await shop.tell('scan.blocked', blocked(orderId), stop);
      await shop.tell('letter.sent', letter(orderId), sent);
      await shop.untilHeard();
      await shop.sql.query('DELETE FROM inbox');
    }
    const { rows } = await shop.sql.query(
      'SELECT what FROM order_history WHERE order_id = $1 AND event_id IS NOT NULL ORDER BY what',
      [orderId],
    );
    expect(rows).toEqual([{ what: 'letter.sent' }, { what: 'scan.blocked' }]);
    expect(await shop.show(orderId)).toMatchObject({ nearMisses: 1 });
  });

  it('follows what one delivery tells of an order in one go, in order, and names what led to what', async () => {
    const orderId = await shop.place();
    await shop.tell('stock.reserved', reserved(orderId, mugs(2)));
    await shop.untilStatus(orderId, 'awaiting-packing');
    expect((await shop.ask('POST', `/v1/orders/${orderId}/cancel`)).status).toBeLessThan(300);
    const [plan, stop, end, late] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
    await shop.tellAtOnce(
      { type: 'parcels.planned', data: planned(orderId, mugs(2)), id: plan },
      { type: 'scan.blocked', data: blocked(orderId), id: stop },
      { type: 'parcels.voided', data: { orderId, parcelIds: [PARCEL] }, id: end },
      { type: 'scan.blocked', data: blocked(orderId), id: late },
    );
    expect(await shop.untilStatus(orderId, 'cancelled')).toMatchObject({
      nearMisses: 2,
      lines: [{ cancelled: 2, packed: 0 }],
      parcels: [{ parcelId: PARCEL, status: 'voided' }],
    });
    const { rows: told } = await shop.sql.query(
      `SELECT event_id AS id, what, count(*) OVER (PARTITION BY xmin::text, cmin::text)::int AS "inOneGo"
       FROM order_history WHERE order_id = $1 ORDER BY entry DESC LIMIT 5`,
      [orderId],
    );
    expect(told.reverse()).toEqual([
      { id: plan, what: 'parcels.planned', inOneGo: 5 },
      { id: stop, what: 'scan.blocked', inOneGo: 5 },
      { id: end, what: 'parcels.voided', inOneGo: 5 },
      { id: null, what: 'order.cancelled', inOneGo: 5 },
      { id: late, what: 'scan.blocked', inOneGo: 5 },
    ]);
    const { rows: stated } = await shop.sql.query(
      `SELECT causation_id AS "ledTo" FROM event WHERE key = $1 AND type = 'order.cancelled'`,
      [`order:${orderId}`],
    );
    expect(stated).toEqual([{ ledTo: end }]);
  });

  it('ends the same however the topics are woven together', async () => {
    const story = (orderId: string): Record<'inventory' | 'shipping' | 'notification', Fact[]> => ({
      inventory: [
        ['stock.reserved', reserved(orderId, mugs(1), { outstanding: mugs(1) })],
        ['stock.backordered', { orderId, lines: mugs(1) }],
        ['stock.reserved', reserved(orderId, mugs(1), { reservation: 2 })],
      ],
      shipping: [
        ['parcels.planned', planned(orderId, mugs(2))],
        ['parcel.packed', packed(orderId, mugs(2))],
        ['parcel.dispatched', dispatched(orderId, mugs(2))],
      ],
      notification: [['letter.sent', letter(orderId)]],
    });
    const weavings: (keyof ReturnType<typeof story>)[][] = [
      ['inventory', 'shipping', 'notification'],
      ['shipping', 'notification', 'inventory'],
      ['notification', 'shipping', 'inventory'],
      ['shipping', 'inventory', 'notification'],
    ];
    const ends = await Promise.all(
      weavings.map(async (order) => {
        const orderId = await shop.place();
        for (const topic of order) {
          for (const [type, data] of story(orderId)[topic]) await shop.tell(type, data);
          await shop.untilHeard();
        }
        const { lines, status, parcels, letters } = await shop.untilStatus(orderId, 'shipped');
        return { lines, status, parcels, letters };
      }),
    );
    for (const end of ends) expect(end).toEqual(ends[0]);
  });

  it('counts a fact that is delivered twice once', async () => {
    const orderId = await shop.place();
    const id = '01930f3e-7a00-7000-8000-00000000f001';
    await shop.tell('scan.blocked', blocked(orderId), id);
    await shop.tell('scan.blocked', blocked(orderId), id);
    await shop.untilHeard();
    expect((await shop.show(orderId)).nearMisses).toBe(1);
  });

  it('follows many orders in one go', async () => {
    const orderIds = await Promise.all(Array.from({ length: 120 }, () => shop.place()));
    await Promise.all(orderIds.map((orderId) => shop.tell('stock.reserved', reserved(orderId, mugs(2)))));
    await Promise.all(orderIds.map((orderId) => shop.untilStatus(orderId, 'awaiting-packing')));
  });

  it('sets a fact aside that contradicts the order and goes on with the others', async () => {
    const [broken, sound] = [await shop.place(), await shop.place()];
    await shop.tell('stock.reserved', reserved(broken, mugs(3)));
    await shop.tell('stock.reserved', reserved(sound, mugs(2)));
    await shop.untilStatus(sound, 'awaiting-packing');
    await shop.untilHeard();
    expect((await shop.show(broken)).lines).toMatchObject([{ ordered: 2, reserved: 0 }]);
    const { json } = await shop.ask('GET', '/v1/order/dead-letters', { key: shop.keys.ops });
    expect(JSON.stringify(json)).toContain(broken);
  });

  it('tells how far it has heard the catalogue', async () => {
    const { json } = await shop.ask('GET', '/v1/catalogue');
    await shop.knows('SPOON');
    expect((await shop.ask('GET', '/v1/catalogue', { key: shop.keys.warehouse })).json).toEqual({
      catalogueVersion: json.catalogueVersion + 1,
    });
  });
});

describe('the cancelling conversation', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());
  const cancel = (orderId: string, body?: unknown, key?: string) =>
    shop.ask('POST', `/v1/orders/${orderId}/cancel`, {
      ...(body === undefined ? {} : { body }),
      ...(key === undefined ? {} : { key }),
    });

  it('asks, and cancels every open unit when shipping voids', async () => {
    const orderId = await shop.place();
    await shop.tell('stock.reserved', reserved(orderId, mugs(2)));
    await shop.tell('parcels.planned', planned(orderId, mugs(2)));
    await shop.untilStatus(orderId, 'awaiting-packing');
    const asked = await cancel(orderId);
    expect(asked).toMatchObject({
      status: 202,
      json: { status: 'cancelling', cancellation: { state: 'requested', reason: 'buyer-asked' } },
    });
    await shop.tell('parcels.voided', { orderId, parcelIds: [PARCEL] });
    const cancelled = await shop.untilStatus(orderId, 'cancelled');
    expect(cancelled).toMatchObject({
      lines: [{ cancelled: 2, shipped: 0 }],
      parcels: [{ status: 'voided' }],
      cancellation: { state: 'done' },
    });
    await shop.tell('stock.released', { orderId, lines: mugs(2) });
    await shop.untilHeard();
    expect((await shop.show(orderId)).lines).toMatchObject([{ reserved: 0, cancelled: 2 }]);
    const stated = await shop.stated(orderId);
    expect(stated.map(({ type }) => type)).toEqual([
      'order.placed',
      'order.confirmed',
      'order.cancellation-requested',
      'order.cancelled',
    ]);
    expect(stated.at(-1)?.data).toMatchObject({
      reason: 'buyer-asked',
      contact: { keyId: expect.any(String) },
    });
    expect(stated.at(-1)?.data.contact.ciphertext).not.toBe(stated[1]?.data.contact.ciphertext);
  });

  it('is begun once, however often somebody asks', async () => {
    const orderId = await shop.place();
    const answers = await Promise.all([
      cancel(orderId),
      cancel(orderId),
      cancel(orderId, { reason: 'shop-asked' }, shop.keys.ops),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await shop.statedTypes(orderId)).toEqual([
      'order.placed',
      'order.confirmed',
      'order.cancellation-requested',
    ]);
  });

  it('lets the order go on when a parcel has left', async () => {
    const orderId = await shop.place();
    await shop.tell('stock.reserved', reserved(orderId, mugs(2)));
    await shop.tell('parcels.planned', planned(orderId, mugs(2)));
    await shop.tell('parcel.packed', packed(orderId, mugs(2)));
    await shop.tell('parcel.dispatched', dispatched(orderId, mugs(2)));
    await cancel(orderId);
    await shop.tell('cancellation.refused', { orderId, reason: 'already-dispatched' });
    expect(await shop.untilStatus(orderId, 'shipped')).toMatchObject({
      cancellation: { state: 'refused', reason: 'buyer-asked' },
    });
    expect((await cancel(orderId)).json.cancellation.state).toBe('refused');
  });

  it('asks by itself when nothing is in stock and the order takes what there is', async () => {
    const orderId = await shop.place({ shortStock: 'cancel-short' });
    await shop.tell('stock.reserved', reserved(orderId, [], { cancelled: mugs(2) }));
    expect((await shop.untilStatus(orderId, 'cancelling')).cancellation).toEqual({
      state: 'requested',
      reason: 'nothing-in-stock',
    });
    await shop.tell('parcels.voided', { orderId, parcelIds: [] });
    await shop.untilStatus(orderId, 'cancelled');
    expect((await shop.stated(orderId)).at(-1)).toMatchObject({
      type: 'order.cancelled',
      data: { reason: 'nothing-in-stock' },
    });
  });

  it('belongs to the order’s own storefront and to staff', async () => {
    const orderId = await shop.place();
    expect((await cancel(orderId, undefined, shop.keys.mall)).status).toBe(404);
    expect((await cancel(orderId, undefined, shop.keys.warehouse)).status).toBe(403);
    expect((await cancel(orderId, { reason: 'nothing-in-stock' })).json.errors).toMatchObject([
      { path: 'reason' },
    ]);
    expect(await shop.statedTypes(orderId)).toEqual(['order.placed', 'order.confirmed']);
  });
});
