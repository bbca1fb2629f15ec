import { randomUUID } from 'node:crypto';
import type { Reply } from '../shop.js';
import type { Act } from './scenario.js';

const PAYMENT_DAYS = 7;
const DAY_MS = 86_400_000;

const mustAnswer = (reply: Reply, ...allowed: number[]): void => {
  if (!allowed.includes(reply.status))
    throw new Error(`answered ${reply.status}: ${JSON.stringify(reply.body)}`);
};

/** Asked too early, too late or at the right time: the buyer is always heard, and told later. */
export const CANCEL: Act = {
  name: 'the buyer asks to cancel',
  at: 'order',
  perform: async ({ shop }, { orderId }) =>
    mustAnswer(await shop.call('storefront', 'POST', `/v1/orders/${orderId}/cancel`, {}), 202),
};

/** Another door in another prefecture; too late for an order that is being cancelled. */
export const AMEND: Act = {
  name: 'the buyer asks for another address',
  at: 'order',
  perform: async ({ shop }, { orderId }) =>
    mustAnswer(
      await shop.call(
        'storefront',
        'POST',
        `/v1/orders/${orderId}/amendments`,
        {
          shipTo: {
            name: '山田 太郎',
            postalCode: '530-0001',
            prefecture: 27,
            city: '大阪市北区',
            street: '梅田1-1',
          },
          charges: [{ kind: 'postage', amount: 200 }],
        },
        { 'idempotency-key': randomUUID() },
      ),
      202,
      409,
    ),
};

/** The parcel has left. */
export const AMEND_TOO_LATE: Act = { ...AMEND, after: 'parcel.dispatched' };

export const CONFIRM: Act = {
  name: 'ops confirm',
  at: 'order',
  perform: async ({ shop }, { orderId }) =>
    mustAnswer(await shop.call('ops', 'POST', `/v1/orders/${orderId}/confirm`), 200, 409),
};

export const REJECT: Act = {
  name: 'ops reject',
  at: 'order',
  perform: async ({ shop }, { orderId }) =>
    mustAnswer(await shop.call('ops', 'POST', `/v1/orders/${orderId}/reject`), 200, 409),
};

export const payment = (amount: number): Act => ({
  name: 'the money comes',
  at: 'order',
  perform: async ({ shop }, { orderId }) =>
    mustAnswer(
      await shop.call(
        'ops',
        'POST',
        `/v1/orders/${orderId}/payments`,
        { amount },
        { 'idempotency-key': randomUUID() },
      ),
      200,
    ),
});

/** The others read the clock for their time stamps only, so for them nothing has happened. */
export const DEADLINE: Act = {
  name: 'the time to pay is over',
  at: 'order',
  perform: async ({ shop, clock, database, sweepTimers }, { orderId }) => {
    clock.advance(PAYMENT_DAYS * DAY_MS + 1);
    // The service sweeps by itself too; whoever comes first handles the timer.
    await shop.until(
      async () => {
        await sweepTimers();
        const { rowCount } = await database.query('SELECT FROM okuru_order.timer WHERE key = $1', [orderId]);
        return rowCount;
      },
      (left) => left === 0,
    );
  },
};

export const receipt = (units: number): Act => ({
  name: `${units} units come in`,
  at: 'inventory',
  after: 'order.placed',
  units,
  perform: async ({ shop }, { sku }) =>
    mustAnswer(
      await shop.call('warehouse', 'POST', '/v1/stock/receipts', {
        opId: randomUUID(),
        lines: [{ sku, quantity: units }],
      }),
      200,
    ),
});
