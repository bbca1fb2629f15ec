import { setTimeout as wait } from 'node:timers/promises';
import type { ApiClient } from '../../api/api-client.js';
import { drawOf } from '../../demo/chance.js';
import type { Ledger } from '../../demo/ledger.js';
import type { DemoOrder } from '../../demo/scenario.js';
import { runStorefront } from '../../demo/storefront.js';
import { amendInFlight } from './amending-buyer.js';
import type { Seat } from './recording-client.js';
import type { Wish } from './wishes.js';

/** Cancelling is the conversation that faults hurt most, so the rig's buyers change their minds more often than the demo's. */
const REGRET_SHARE = 0.12;

export const withRegrets = (orders: readonly DemoOrder[]): readonly DemoOrder[] =>
  orders.map((order) =>
    order.fate === 'plain' && drawOf(order.reference, 'chaos regret') < REGRET_SHARE
      ? { ...order, fate: 'cancelled-by-buyer' }
      : order,
  );

export interface Pace {
  /** So many orders are posted evenly over the time, */
  readonly orders: number;
  readonly overMs: number;
  /** and more at the same pace while this is so and there are any. */
  readonly goesOn: () => boolean;
}

/** Posts orders at a pace, each through the demo's storefront with its accidents; some are amended meanwhile. */
export const postPaced = async (
  clients: { readonly storefront: ApiClient; readonly ops: ApiClient },
  orders: readonly DemoOrder[],
  wishes: ReadonlyMap<string, readonly Wish[]>,
  pace: Pace,
  ledger: Ledger,
  seat: Seat,
): Promise<void> => {
  const pauseMs = pace.overMs / Math.max(1, pace.orders);
  const posting: Promise<void>[] = [];
  const post = async (order: DemoOrder): Promise<void> => {
    let amending: Promise<unknown> = Promise.resolve();
    const amend = (): void => {
      const taken = ledger.accepted.get(order.reference);
      const wanted = wishes.get(order.reference);
      if (taken && wanted)
        amending = amendInFlight(clients.storefront, taken.orderId, wanted, seat.ledger, ledger);
      // Whoever waits for it may be at something else when it fails.
      amending.catch(() => undefined);
    };
    await runStorefront(clients.storefront, clients.ops, [order], ledger, amend);
    await amending;
  };
  for (const [at, order] of orders.entries()) {
    await wait(Math.max(0, at * pauseMs - seat.nowMs()));
    if (at >= pace.orders && !pace.goesOn()) break;
    const one = post(order);
    one.catch(() => undefined); // told when all of them are waited for
    posting.push(one);
  }
  await Promise.all(posting);
};
