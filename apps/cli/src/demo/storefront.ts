import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Answer, AnswerLost, type ApiClient, type Call } from '../api/api-client.js';
import { drawOf } from './chance.js';
import type { Ledger } from './ledger.js';
import { inParallel } from './parallel.js';
import type { DemoOrder } from './scenario.js';

const POSTED_AT_ONCE = 24;
/** Shares of orders whose answer is lost and retried, that are posted twice at once, and that come again under a new key. */
const LOST_SHARE = 0.02;
const TWICE_SHARE = 0.03;
const AGAIN_SHARE = 0.01;

interface Accepted {
  readonly orderId: string;
}

/** Posts every order the way a storefront on a bad line would, and sees each through its fate. */
export const runStorefront = async (
  storefront: ApiClient,
  ops: ApiClient,
  orders: readonly DemoOrder[],
  ledger: Ledger,
  onPosted: () => void,
): Promise<void> => {
  await inParallel(POSTED_AT_ONCE, orders, async (order) => {
    const answer = order.mustBeRefused
      ? await storefront.insist('POST', '/v1/orders', postOf(order))
      : await postWithAccidents(storefront, order, ledger);
    if (order.mustBeRefused && answer.status >= 400 && answer.status < 500) {
      ledger.refused.add(order.reference);
      onPosted();
      return;
    }
    if (answer.status !== 201) {
      ledger.surprises.push(
        `order ${order.reference} was refused: ${answer.status} ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
      onPosted();
      return;
    }
    const { orderId } = answer.body as Accepted;
    ledger.accepted.set(order.reference, {
      orderId,
      reference: order.reference,
      units: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    });
    onPosted();
    await seeThrough(storefront, ops, order, orderId, ledger);
  });
};

/** A reference may be in any script, the key of a request is ASCII. */
const keyOf = (purpose: string, { reference }: DemoOrder) => ({
  'idempotency-key': `demo-${purpose}-${createHash('sha256').update(reference).digest('hex').slice(0, 32)}`,
});

const postOf = (order: DemoOrder): Call => ({ json: order.body, headers: keyOf('post', order) });

const postWithAccidents = async (client: ApiClient, order: DemoOrder, ledger: Ledger): Promise<Answer> => {
  const call = postOf(order);
  const accident = drawOf(order.reference, 'accident');
  if (accident < LOST_SHARE) {
    ledger.lostAnswers++;
    try {
      await client.send('POST', '/v1/orders', { ...call, loseAnswer: true });
    } catch (error) {
      if (!(error instanceof AnswerLost)) throw error;
    }
    return client.insist('POST', '/v1/orders', call);
  }
  if (accident < LOST_SHARE + TWICE_SHARE) {
    ledger.repeatedPosts++;
    const [first, second] = await Promise.all([
      client.insist('POST', '/v1/orders', call),
      client.insist('POST', '/v1/orders', call),
    ]);
    if ((first.body as Accepted).orderId !== (second.body as Accepted).orderId) {
      ledger.surprises.push(
        `order ${order.reference}: one key, two answers (${first.status}, ${second.status})`,
      );
    }
    return first;
  }
  const answer = await client.insist('POST', '/v1/orders', call);
  if (accident < LOST_SHARE + TWICE_SHARE + AGAIN_SHARE) {
    ledger.repeatedPosts++;
    const again = await client.insist('POST', '/v1/orders', {
      ...call,
      headers: keyOf('again', order),
    });
    if (again.status !== 409)
      ledger.surprises.push(`order ${order.reference}: its reference was taken twice (${again.status})`);
  }
  return answer;
};

const seeThrough = async (
  storefront: ApiClient,
  ops: ApiClient,
  order: DemoOrder,
  orderId: string,
  ledger: Ledger,
): Promise<void> => {
  const path = `/v1/orders/${orderId}`;
  switch (order.fate) {
    case 'plain':
      return;
    case 'paid-later':
      await storefront.must([200, 201, 202], 'POST', `${path}/payments`, {
        json: { amount: order.totalYen, method: 'bank-transfer' },
        headers: keyOf('pay', order),
      });
      return;
    case 'asks-a-question':
      await ops.must([200, 202], 'POST', `${path}/confirm`, { json: {} });
      return;
    case 'cancelled-by-buyer': {
      await wait(drawOf(order.reference, 'regret') * 3_000);
      await storefront.must([200, 202], 'POST', `${path}/cancel`, { json: {} });
      ledger.cancelAsked.add(orderId);
      return;
    }
  }
};
