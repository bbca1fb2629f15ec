import { setTimeout as wait } from 'node:timers/promises';
import { SERVICES } from '@okuru/contracts';
import type { Client } from 'pg';

/** A look counts whole tables: more often would be a good part of what is measured. */
const LOOK_EVERY_MS = 100;
/** Gives up when nothing at all has moved for this long. */
const STUCK_AFTER_MS = 120_000;

/** What became of all orders so far, as far as the throughput asks: each left, its buyer's last letter is written. */
const LOOK = `
  SELECT (SELECT count(*)::int FROM okuru_order.orders WHERE status = 'shipped') AS shipped,
    (SELECT count(*)::int FROM okuru_notification.letter WHERE kind = 'dispatched') AS written,
    (SELECT count(*)::int FROM okuru_shipping.parcel) AS planned`;
const REST = `
  SELECT (${SERVICES.map((service) => `(SELECT count(*) FROM okuru_${service}.outbox)`).join(' + ')}
    + (SELECT count(*) FROM okuru_notification.letter WHERE state <> 'sent'))::int AS open`;

interface Look {
  readonly shipped: number;
  readonly written: number;
  readonly planned: number;
}

/** Waits until so many orders in all were shipped and their letters are written; answers how long it took. */
export const allWritten = async (
  client: Client,
  orders: number,
  onLook: (done: number) => void = () => undefined,
): Promise<void> => {
  let movedAt = performance.now();
  let last = '';
  // bound: STUCK_AFTER_MS without any movement
  for (;;) {
    const look = (await client.query<Look>(LOOK)).rows[0]!;
    onLook(Math.min(look.shipped, look.written));
    if (look.shipped >= orders && look.written >= orders) return;
    const seen = JSON.stringify(look);
    if (seen !== last) movedAt = performance.now();
    last = seen;
    if (performance.now() - movedAt > STUCK_AFTER_MS)
      throw new Error(`nothing moves any more: ${seen} of ${orders} orders`);
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
