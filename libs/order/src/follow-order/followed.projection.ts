import type { Envelope } from '@okuru/contracts';
import type { WovenProjection } from '@okuru/platform';
import { FOLLOWED, type FollowedType, type HeardEvent } from '../order/followed.js';
import { lockOrders } from '../record-order/order.store.js';
import { historyOf, lastOrderId, orderIdsAfter, putFollowed } from './followed-orders.store.js';
import { refollow } from './refollow.js';

const KEY = 'order:';
const idOf = (key: string): string => key.slice(KEY.length);

/**
 * Counters, parcels, letters and status of orders. The history says what was heard and when, the archives what it said: a
 * fact that is stated and not heard yet is left to the listener.
 */
export const followedProjection: WovenProjection = {
  name: 'followed',
  tables: ['orders', 'order_line', 'order_parcel', 'order_letter'],
  hears: Object.keys(FOLLOWED) as FollowedType[],
  lastKey: async (tx) => {
    const last = await lastOrderId(tx);
    return last === undefined ? undefined : `${KEY}${last}`;
  },
  keysAfter: async (tx, after, last, most) =>
    (await orderIdsAfter(tx, after === '' ? null : idOf(after), idOf(last), most)).map((id) => `${KEY}${id}`),
  lock: async (tx, keys) => void (await lockOrders(tx, keys.map(idOf))),
  weave: async (tx, keys, stated) => {
    const orders = await lockOrders(tx, keys.map(idOf));
    const said = new Map(stated.map((event) => [event.id, heardOf(event)]));
    const past = new Map(
      [...orders.keys()].map((id) => [id, [] as { what: string; heard: HeardEvent | null }[]]),
    );
    for (const { orderId, what, eventId } of await historyOf(tx, [...orders.keys()])) {
      const heard = eventId === null ? null : said.get(eventId);
      if (heard === undefined) throw new Error(`No archive holds ${eventId}, a ${what} of order ${orderId}.`);
      past.get(orderId)?.push({ what, heard });
    }
    return putFollowed(
      tx,
      [...orders].map(([id, before]) => {
        const steps = past.get(id) ?? [];
        return {
          before,
          after: refollow(before.order, steps),
          heard: steps.flatMap(({ heard }) => (heard === null ? [] : [heard])),
        };
      }),
    );
  },
};

/** The catalogue checked that type and data belong together. */
const heardOf = (event: Envelope): HeardEvent =>
  ({ type: event.type, at: event.time, data: event.data }) as HeardEvent;
