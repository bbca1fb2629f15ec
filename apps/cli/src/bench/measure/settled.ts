import { setTimeout as wait } from 'node:timers/promises';
import { SERVICES } from '@okuru/contracts';
import type { Client } from 'pg';

/** A look is counted into the cost of the product: it must cost the same whatever is stored already. */
const LOOK_EVERY_MS = 100;
/** Orders asked about in one look; after a look at which all of them were done, twice as many. */
const ASKED_FIRST = 20;
const ASKED_MAX = 640;
/** Gives up when nothing at all has moved for this long. */
const STUCK_AFTER_MS = 120_000;
/** How long no order may come to its end before it is asked whether anything moves at all. */
const DOUBTED_AFTER_MS = 5_000;
/** In a row. */
const SAME_LOOKS = 4;

/** Which of the orders have left, each with its letters; by keys alone. */
const DONE = {
  name: 'bench-done',
  text: `
    SELECT o.order_id AS "orderId" FROM okuru_order.orders o
    WHERE o.order_id = ANY ($1::uuid[]) AND o.status = 'shipped'
      AND (SELECT count(*) FROM okuru_notification.letter l WHERE l.order_id = o.order_id AND l.kind = 'dispatched')
        >= (SELECT count(*) FROM okuru_order.order_parcel p WHERE p.order_id = o.order_id AND p.status = 'dispatched')`,
};
/** Grows with everything that any service hears. */
const HEARD = `
  SELECT (${SERVICES.map((service) => `(SELECT coalesce(sum(next_offset), 0) FROM okuru_${service}.consumer_fence)`).join(' + ')})::text AS heard`;
/** Letters by the states that have an index of their own; one that waits for its order is found by the audit. */
const REST = {
  name: 'bench-rest',
  text: `
    SELECT (${SERVICES.map((service) => `(SELECT count(*) FROM okuru_${service}.outbox)`).join(' + ')}
      + ${['pending', 'sending', 'failed'].map((state) => `(SELECT count(*) FROM okuru_notification.letter WHERE state = '${state}')`).join(' + ')})::int AS open`,
};

/** Waits until each of the orders was shipped and its letters are written. Throws when nothing moves any more. */
export const allWritten = async (
  client: Client,
  orderIds: readonly string[],
  onLook: (done: number) => void = () => undefined,
): Promise<void> => {
  let open = [...orderIds];
  let asked = ASKED_FIRST;
  let movedAt = performance.now();
  let lastHeard = '';
  // bound: STUCK_AFTER_MS without any movement
  while (open.length > 0) {
    const some = open.slice(0, asked);
    const { rows } = await client.query<{ orderId: string }>({ ...DONE, values: [some] });
    const done = new Set(rows.map(({ orderId }) => orderId));
    open = open.filter((orderId) => !done.has(orderId));
    onLook(orderIds.length - open.length);
    if (done.size > 0) movedAt = performance.now();
    asked = done.size === some.length ? Math.min(ASKED_MAX, asked * 2) : ASKED_FIRST;
    if (done.size === some.length) continue;
    const stillMs = performance.now() - movedAt;
    if (stillMs > STUCK_AFTER_MS)
      throw new Error(`nothing moves any more: ${open.length} of ${orderIds.length} orders are open`);
    if (stillMs > DOUBTED_AFTER_MS) {
      const heard = await heardSoFar(client);
      if (heard !== lastHeard) movedAt = performance.now();
      lastHeard = heard;
    }
    await wait(LOOK_EVERY_MS);
  }
};

/** Waits until the order service has nothing left to send. */
export const ordersSent = async (client: Client): Promise<void> => {
  const giveUpAt = performance.now() + STUCK_AFTER_MS;
  while (performance.now() < giveUpAt) {
    const { rows } = await client.query('SELECT FROM okuru_order.outbox LIMIT 1');
    if (rows.length === 0) return;
    await wait(LOOK_EVERY_MS);
  }
  throw new Error('the outbox of the order service does not become empty');
};

/** Waits until the letters are sent and nothing is on its way, so that the next figure is measured on an idle shop. */
export const atRest = async (client: Client): Promise<void> => {
  const giveUpAt = performance.now() + STUCK_AFTER_MS;
  while (performance.now() < giveUpAt) {
    const { rows } = await client.query<{ open: number }>(REST);
    if (rows[0]?.open === 0) return;
    await wait(2 * LOOK_EVERY_MS);
  }
  throw new Error('the shop does not come to rest');
};

/** Waits until, besides, no service hears anything any more. */
export const allHeard = async (client: Client): Promise<void> => {
  const giveUpAt = performance.now() + STUCK_AFTER_MS;
  let last = '';
  let same = 0;
  while (performance.now() < giveUpAt) {
    await atRest(client);
    const heard = await heardSoFar(client);
    same = heard === last ? same + 1 : 0;
    if (same === SAME_LOOKS) return;
    last = heard;
    await wait(2 * LOOK_EVERY_MS);
  }
  throw new Error('the services do not stop hearing');
};

const heardSoFar = async (client: Client): Promise<string> =>
  (await client.query<{ heard: string }>(HEARD)).rows[0]!.heard;
