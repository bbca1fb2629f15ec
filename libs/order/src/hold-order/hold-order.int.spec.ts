import { v7 as uuidv7 } from 'uuid';
import { HOLD_MS, PAYMENT_MS } from '../order/hold-rules.js';
import { dispatched, packed, planned, reserved } from '../testing/facts.js';
import { OrderShop, START } from '../testing/order-shop.js';

const byTransfer = { payment: { method: 'bank-transfer' as const } };
const remark = { remarks: '夜間の配達をお願いします' };
const dearCod = {
  payment: { method: 'cod' as const },
  lines: [{ sku: 'MUG', quantity: 20, unitPrice: 1500 }],
};
const after = (ms: number) => new Date(START.getTime() + ms).toISOString();

describe('a held order', () => {
  let shop: OrderShop;
  beforeAll(async () => {
    shop = await OrderShop.open();
  });
  beforeEach(() => shop.clock.set(START));
  afterAll(() => shop.close());
  const staff = (orderId: string, doing: 'confirm' | 'reject', key = shop.keys.ops) =>
    shop.ask('POST', `/v1/orders/${orderId}/${doing}`, { key });

  it.each([
    ['awaiting-payment', byTransfer, PAYMENT_MS, 'awaiting-payment'],
    ['awaiting-payment', { payment: { method: 'konbini' as const } }, PAYMENT_MS, 'awaiting-payment'],
    ['remark-present', remark, HOLD_MS, 'held'],
    ['first-cod-over-amount', { ...dearCod, contact: { email: 'new-cod@example.jp' } }, HOLD_MS, 'held'],
  ] as const)('waits because of %s and says so', async (reason, body, wait, status) => {
    const orderId = await shop.place(body);
    expect(await shop.show(orderId)).toMatchObject({
      status,
      heldFor: [reason],
      deadline: after(wait),
      confirmedAt: null,
    });
    const [placed, held] = await shop.stated(orderId);
    expect(placed?.type).toBe('order.placed');
    expect(held).toMatchObject({
      type: 'order.held',
      data: { reasons: [reason], deadline: after(wait), contact: { keyId: expect.any(String) } },
    });
  });

  it.each([
    ['a blank remark', { remarks: '  ' }],
    [
      'a transfer that was received',
      { payment: { method: 'bank-transfer' as const, status: 'paid' as const } },
    ],
    ['cod under the amount', { payment: { method: 'cod' as const } }],
    ['an invoice', { payment: { method: 'invoice' as const } }],
  ])('is not: %s', async (_name, body) => {
    expect(await shop.statedTypes(await shop.place(body))).toEqual(['order.placed', 'order.confirmed']);
  });

  it('is not for a dear cod once something was shipped to the buyer', async () => {
    const contact = { email: 'Known-Buyer@Example.jp' };
    const first = await shop.place({ contact });
    const lines = [{ lineId: '1', sku: 'MUG', quantity: 2 }];
    await shop.tell('stock.reserved', reserved(first, lines));
    await shop.tell('parcels.planned', planned(first, lines));
    await shop.tell('parcel.packed', packed(first, lines));
    await shop.tell('parcel.dispatched', dispatched(first, lines));
    await shop.untilStatus(first, 'shipped');
    const orderId = await shop.place({ ...dearCod, contact: { email: 'known-buyer@example.jp' } });
    expect((await shop.show(orderId)).heldFor).toEqual([]);
  });

  it('is confirmed by staff, once', async () => {
    const orderId = await shop.place(remark);
    shop.clock.advance(3_600_000);
    const answers = await Promise.all([staff(orderId, 'confirm'), staff(orderId, 'confirm')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.json).toMatchObject({
      status: 'awaiting-stock',
      heldFor: [],
      confirmedAt: after(3_600_000),
      deadline: null,
    });
    expect(await shop.statedTypes(orderId)).toEqual(['order.placed', 'order.held', 'order.confirmed']);
  });

  it('is not confirmed by a storefront', async () => {
    const orderId = await shop.place(remark);
    expect((await staff(orderId, 'confirm', shop.keys.web)).status).toBe(403);
  });

  it('is rejected by staff and goes through the cancelling conversation', async () => {
    const orderId = await shop.place(remark);
    expect((await staff(orderId, 'reject')).json).toMatchObject({
      status: 'cancelling',
      cancellation: { reason: 'hold-rejected' },
    });
    expect((await staff(orderId, 'confirm')).json).toMatchObject({ status: 409, code: 'being-cancelled' });
    await shop.tell('parcels.voided', { orderId, parcelIds: [] });
    await shop.untilStatus(orderId, 'cancelled');
    expect((await staff(orderId, 'confirm')).json.code).toBe('already-cancelled');
  });

  it('cannot be rejected when it is not held', async () => {
    expect((await staff(await shop.place(), 'reject')).json).toMatchObject({
      status: 409,
      code: 'already-confirmed',
    });
  });

  it('asks for its cancellation when its deadline passes', async () => {
    const [doubtful, unpaid, released] = [
      await shop.place(remark),
      await shop.place(byTransfer),
      await shop.place(remark),
    ];
    await staff(released, 'confirm');
    shop.clock.advance(HOLD_MS - 1);
    await shop.sweepTimers();
    expect((await shop.show(doubtful)).status).toBe('held');
    shop.clock.advance(1);
    await shop.sweepTimers();
    expect((await shop.show(doubtful)).cancellation).toEqual({ state: 'requested', reason: 'hold-expired' });
    expect((await shop.show(unpaid)).status).toBe('awaiting-payment');
    shop.clock.set(new Date(START.getTime() + PAYMENT_MS));
    await shop.sweepTimers();
    expect((await shop.show(unpaid)).cancellation).toEqual({ state: 'requested', reason: 'payment-expired' });
    expect((await shop.show(released)).status).toBe('awaiting-stock');
    await shop.sweepTimers();
    expect(await shop.statedTypes(doubtful)).toEqual([
      'order.placed',
      'order.held',
      'order.cancellation-requested',
    ]);
  });

  it('keeps its reservation while it waits', async () => {
    const orderId = await shop.place(remark);
    await shop.tell('stock.reserved', reserved(orderId, [{ lineId: '1', sku: 'MUG', quantity: 2 }]));
    await shop.untilHeard();
    expect(await shop.show(orderId)).toMatchObject({ status: 'held', lines: [{ reserved: 2 }] });
  });

  describe('and its payment', () => {
    const pay = (orderId: string, body: unknown, asking: { idempotencyKey?: string; key?: string } = {}) =>
      shop.ask('POST', `/v1/orders/${orderId}/payments`, { body, idempotencyKey: uuidv7(), ...asking });

    it('confirms it when the sum is right', async () => {
      const orderId = await shop.place(byTransfer);
      const paid = await pay(orderId, { amount: 3000, receivedAt: '2026-01-15T09:00:00+09:00' });
      expect(paid).toMatchObject({
        status: 200,
        json: { status: 'awaiting-stock', heldFor: [], payment: { status: 'paid', amount: 3000 } },
      });
      const confirmed = (await shop.stated(orderId)).at(-1);
      expect(confirmed).toMatchObject({
        type: 'order.confirmed',
        data: {
          payment: {
            method: 'bank-transfer',
            status: 'paid',
            amount: 3000,
            receivedAt: '2026-01-15T00:00:00.000Z',
          },
        },
      });
    });

    it('is left to a person when it differs, and confirms when the rest comes', async () => {
      const orderId = await shop.place(byTransfer);
      expect((await pay(orderId, { amount: 2000 })).json).toMatchObject({
        status: 'held',
        heldFor: ['payment-amount-differs'],
        payment: { amount: 2000 },
      });
      expect((await shop.show(orderId)).deadline).toBe(after(HOLD_MS));
      expect((await pay(orderId, { amount: 1000 })).json).toMatchObject({
        status: 'awaiting-stock',
        payment: { status: 'paid', amount: 3000 },
      });
      expect(await shop.statedTypes(orderId)).toEqual([
        'order.placed',
        'order.held',
        'order.held',
        'order.confirmed',
      ]);
    });

    it('that is too much is released by a person', async () => {
      const orderId = await shop.place(byTransfer);
      expect((await pay(orderId, { amount: 3001 })).json.heldFor).toEqual(['payment-amount-differs']);
      expect((await staff(orderId, 'confirm')).json.status).toBe('awaiting-stock');
    });

    it('counts once per Idempotency-Key, however many copies come', async () => {
      const orderId = await shop.place(byTransfer);
      const copies = await Promise.all(
        Array.from({ length: 10 }, () => pay(orderId, { amount: 1000 }, { idempotencyKey: 'pay-once' })),
      );
      expect(new Set(copies.map(({ json }) => JSON.stringify(json))).size).toBe(1);
      expect(copies.filter(({ headers }) => headers.get('idempotent-replayed') === 'true')).toHaveLength(9);
      expect((await shop.show(orderId)).payment.amount).toBe(1000);
      expect((await pay(orderId, { amount: 2000 }, { idempotencyKey: 'pay-once' })).json.code).toBe(
        'idempotency-key-reused',
      );
      const other = await shop.place(byTransfer);
      expect((await pay(other, { amount: 1000 }, { idempotencyKey: 'pay-once' })).json.code).toBe(
        'idempotency-key-reused',
      );
      expect((await shop.show(other)).payment.amount).toBe(0);
    });

    it.each([
      [{ amount: 0 }, 'amount'],
      [{ amount: 1.5 }, 'amount'],
      [{ amount: 1, receivedAt: 'yesterday' }, 'receivedAt'],
      [{ amount: 1, receivedAt: '2036-01-01T00:00:00Z' }, 'receivedAt'],
      [{ amount: 1, method: 'cash' }, 'method'],
      [{ amount: 1, payer: 'x' }, 'payer'],
    ])('is refused: %j', async (body, path) => {
      const orderId = await shop.place(byTransfer);
      expect(await pay(orderId, body)).toMatchObject({ status: 422, json: { errors: [{ path }] } });
    });

    it('needs a key, and an order of the own channel', async () => {
      const orderId = await shop.place(byTransfer);
      expect((await shop.ask('POST', `/v1/orders/${orderId}/payments`, { body: { amount: 1 } })).status).toBe(
        400,
      );
      expect((await pay(orderId, { amount: 1 }, { key: shop.keys.mall })).status).toBe(404);
    });
  });
});
