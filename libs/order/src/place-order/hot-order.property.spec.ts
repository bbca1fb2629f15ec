import 'reflect-metadata';
import { bothAnswers, spoilt } from '@okuru/platform/testing';
import * as fc from 'fast-check';
import { anOrderBody, aTalkativeOrder } from '../testing/an-order.js';
import { PlaceOrderDto } from './place-order.dto.js';
import { KeyedOrderDto, PlaceOrdersDto } from './place-orders.dto.js';

const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);

const EVERYTHING = aTalkativeOrder({
  channel: 'web',
  lines: [
    { sku: 'MUG', quantity: 2, unitPrice: 1500, taxRate: 8, lineId: 'a' },
    { sku: 'カップ', quantity: 1, unitPrice: 0, taxRate: null, lineId: null },
  ],
  payment: { method: 'prepaid', status: 'paid', amount: 3_000, receivedAt: '2026-01-15T12:00:00+09:00' },
  delivery: { slot: 'am', date: '2026-01-20', service: 'yamato/takkyubin' },
  money: {
    charges: [{ kind: 'postage', amount: 500 }],
    discounts: [{ kind: 'coupon', amount: 100, bornBy: 'shop' }],
    total: 3_400,
  },
  shortStock: 'ship-available',
  language: 'ja',
  attribution: { channel: 'mail' },
  marketingOptIn: false,
  termsVersion: '1',
  placedAt: '2026-01-15T12:00:00+09:00',
});

describe('an order on the hot route', () => {
  it.each([
    ['the smallest', anOrderBody()],
    ['one that says everything', EVERYTHING],
  ])('%s is taken without class-validator, and becomes the same', async (_which, body) => {
    const { hot, cold, atOnce } = await bothAnswers(PlaceOrderDto, body);
    expect(hot).toEqual(cold);
    expect(hot).not.toHaveProperty('refused');
    expect(atOnce).toBe(true);
  });

  it('is answered the same whatever is wrong with it', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt(EVERYTHING), async (body) => {
        const { hot, cold } = await bothAnswers(PlaceOrderDto, body);
        expect(hot).toEqual(cold);
      }),
      { numRuns: 150, seed: SEED },
    );
  });

  it('stands in a batch that is read the same way', async () => {
    const orders = [{ idempotencyKey: 'a', order: anOrderBody() }, { order: {} }, 'none'];
    for (const [type, body] of [
      [PlaceOrdersDto, { orders }],
      [KeyedOrderDto, orders[0]],
    ] as const) {
      const { hot, atOnce } = await bothAnswers(type, body);
      expect(hot).not.toHaveProperty('refused');
      expect(atOnce).toBe(true);
    }
  });
});
