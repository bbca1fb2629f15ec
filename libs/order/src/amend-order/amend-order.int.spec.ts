import { sealContext } from '@okuru/platform';
import { v7 as uuidv7 } from 'uuid';
import { CANARIES, aTalkativeOrder } from '../testing/an-order.js';
import { PARCEL, planned, reserved } from '../testing/facts.js';
import { OrderShop, type Answer } from '../testing/order-shop.js';

const SAPPORO = {
  name: '髙﨑 太郎',
  postalCode: '060-0001',
  prefecture: '北海道',
  city: '札幌市',
  street: '北1-1',
};
const mugs = [{ lineId: '1', sku: 'MUG', quantity: 2 }];

describe('amending an order', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  afterAll(() => shop.close());

  const amend = (
    orderId: string,
    body: object,
    { key = shop.keys.web, idempotencyKey = uuidv7() } = {},
  ): Promise<Answer> => shop.ask('POST', `/v1/orders/${orderId}/amendments`, { key, body, idempotencyKey });
  const faultOf = ({ status, json }: Answer) => [status, json.errors?.[0]?.path, json.errors?.[0]?.mend];
  const lastStated = async (orderId: string) => (await shop.stated(orderId)).at(-1)!;

  it('asks shipping, and states what it makes of the money', async () => {
    const orderId = await shop.place();
    const body = { shipTo: SAPPORO, delivery: { slot: 'am' }, charges: [{ kind: 'postage', amount: 500 }] };
    const { status, json } = await amend(orderId, body);
    expect([status, json.status]).toEqual([202, 'awaiting-stock']);
    expect(json.amendment).toEqual({ number: 1, state: 'requested', reason: null, differenceYen: 500 });
    expect(json.total).toBe(3000);
    const { type, data } = await lastStated(orderId);
    expect(type).toBe('order.amendment-requested');
    expect(data).toMatchObject({
      amendment: 1,
      changes: ['ship-to', 'delivery', 'charges'],
      delivery: { mode: 'any', slot: 'am' },
      destination: { prefecture: 1 },
      total: 3500,
      differenceYen: 500,
    });
  });

  it('accepted: the order goes there, costs that, and the letter is asked for', async () => {
    const orderId = await shop.place();
    const [, { data: confirmed }] = (await shop.stated(orderId)) as [
      unknown,
      { data: { addressId: string } },
    ];
    await amend(orderId, { shipTo: SAPPORO, charges: [{ kind: 'postage', amount: 500 }] });
    await shop.tell('stock.reserved', reserved(orderId, mugs));
    await shop.tell('parcels.planned', planned(orderId, mugs));
    await shop.tell('amendment.accepted', { orderId, amendment: 1, parcelIds: [PARCEL] });
    await shop.untilHeard();
    expect(await shop.show(orderId)).toMatchObject({
      status: 'awaiting-packing',
      total: 3500,
      amendment: { number: 1, state: 'accepted', differenceYen: 500 },
      parcels: [{ status: 'voided' }],
    });
    const { type, data } = await lastStated(orderId);
    expect(type).toBe('order.amended');
    expect(data).toMatchObject({ amendment: 1, differenceYen: 500, money: { total: 3500 } });
    const { rows } = await shop.sql.query(
      'SELECT address_id, amended, amendment_wanted FROM orders WHERE order_id = $1',
      [orderId],
    );
    expect(rows[0]).toMatchObject({ amended: 1, amendment_wanted: null });
    expect(rows[0].address_id).not.toBe(confirmed.addressId);
  });

  it('refused: nothing changes but the answer', async () => {
    const orderId = await shop.place();
    await amend(orderId, { charges: [{ kind: 'postage', amount: 500 }] });
    await shop.tell('amendment.refused', { orderId, amendment: 1, reason: 'already-labelled' });
    await shop.untilHeard();
    expect(await shop.show(orderId)).toMatchObject({
      total: 3000,
      amendment: { state: 'refused', reason: 'already-labelled' },
    });
    expect(await lastStated(orderId)).toMatchObject({
      type: 'order.amendment-refused',
      data: { reason: 'already-labelled' },
    });
  });

  it('of a held order is in the confirmation that follows', async () => {
    const orderId = await shop.place({ remarks: '急ぎます' });
    await amend(orderId, { shipTo: SAPPORO });
    await shop.tell('amendment.accepted', { orderId, amendment: 1, parcelIds: [] });
    await shop.untilHeard();
    await shop.ask('POST', `/v1/orders/${orderId}/confirm`, { key: shop.keys.ops });
    expect(await lastStated(orderId)).toMatchObject({
      type: 'order.confirmed',
      data: { amendment: 1, destination: { prefecture: 1 } },
    });
  });

  it('a repeat under its key asks nothing more; another body under it is refused', async () => {
    const orderId = await shop.place();
    const idempotencyKey = uuidv7();
    const body = { shipTo: SAPPORO };
    await amend(orderId, body, { idempotencyKey });
    const again = await amend(orderId, body, { idempotencyKey });
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([202, 'true']);
    const other = await amend(orderId, { delivery: { slot: 'am' } }, { idempotencyKey });
    expect([other.status, other.json.code]).toEqual([422, 'idempotency-key-reused']);
    const asked = (await shop.statedTypes(orderId)).filter((type) => type === 'order.amendment-requested');
    expect(asked).toHaveLength(1);
  });

  it('of what is so already is answered and asks nothing', async () => {
    const orderId = await shop.place();
    const { status, json } = await amend(orderId, { delivery: { mode: 'any', slot: null } });
    expect([status, json.amendment]).toEqual([202, undefined]);
    expect(await shop.statedTypes(orderId)).not.toContain('order.amendment-requested');
  });

  it.each([
    ['being-amended', (orderId: string): Promise<Answer> => amend(orderId, { shipTo: SAPPORO })],
    [
      'being-cancelled',
      (orderId: string): Promise<Answer> => shop.ask('POST', `/v1/orders/${orderId}/cancel`),
    ],
  ] as const)('is refused: %s', async (code, before) => {
    const orderId = await shop.place();
    await before(orderId);
    const { status, json } = await amend(orderId, { delivery: { slot: 'am' } });
    expect([status, json.code]).toEqual([409, code]);
  });

  it('names the field and the mend', async () => {
    const orderId = await shop.place();
    const check = async (body: object, path: string, mend: RegExp) => {
      const [status, at, how] = faultOf(await amend(orderId, body));
      expect([status, at, how]).toEqual([422, path, expect.stringMatching(mend)]);
    };
    await check({}, '', /give shipTo/);
    await check({ lines: [{ sku: 'MUG', quantity: 1 }] }, 'lines', /cancel the order and place another/);
    await check({ delivery: { date: '2026-01-14' } }, 'delivery.date', /ask for a day from/);
    await check({ delivery: { mode: 'named-service' } }, 'delivery.service', /name it/);
    const missing = await amend(orderId, { shipTo: { ...SAPPORO, city: undefined } });
    expect([missing.status, missing.json.errors[0].path]).toEqual([422, 'shipTo.city']);
  });

  it('is not for others', async () => {
    const orderId = await shop.place();
    const statusWith = async (key: string) => (await amend(orderId, { shipTo: SAPPORO }, { key })).status;
    expect(await statusWith(shop.keys.mall)).toBe(404);
    expect(await statusWith(shop.keys.warehouse)).toBe(403);
    expect(await statusWith(shop.keys.ops)).toBe(202);
  });

  it('keeps what it does not name: gift words, remarks, the phone of the contact', async () => {
    const orderId = await shop.place(aTalkativeOrder());
    await shop.ask('POST', `/v1/orders/${orderId}/confirm`, { key: shop.keys.ops });
    await amend(orderId, { shipTo: SAPPORO, contact: { name: '髙﨑 太郎', kana: null } });
    await shop.tell('amendment.accepted', { orderId, amendment: 1, parcelIds: [] });
    await shop.untilHeard();
    const { data } = await lastStated(orderId);
    const context = sealContext('order.amended', orderId);
    const [contact, shipTo] = await shop.keyRing.openMany([
      { sealed: data.contact, context },
      { sealed: data.shipTo, context },
    ]);
    expect(contact).toEqual({
      name: '髙﨑 太郎',
      email: 'canary@example.jp',
      phone: '090-0000-4242',
      remarks: 'Canary-Remark 🐦',
    });
    expect(shipTo).toMatchObject({ ...SAPPORO, gift: { noshi: '御祝', message: 'Canary-Message' } });
    const { rows } = await shop.sql.query<{ all: string }>(
      `SELECT (SELECT json_agg(o) FROM orders o)::text || (SELECT json_agg(h) FROM order_history h)::text
        || (SELECT json_agg(i) FROM idempotency i)::text AS all`,
    );
    expect([...CANARIES, '太郎', '札幌市'].filter((word) => rows[0]!.all.includes(word))).toEqual([]);
  });

  it('of an erased buyer is refused', async () => {
    const orderId = await shop.place({ contact: { email: 'gone@example.jp' } });
    await shop.keyRing.erase(shop.keyRing.buyerIdOf('gone@example.jp'));
    const { status, json } = await amend(orderId, { shipTo: SAPPORO });
    expect([status, json.code]).toEqual([409, 'buyer-erased']);
  });
});
