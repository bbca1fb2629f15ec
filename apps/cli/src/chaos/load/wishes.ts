import { createHash } from 'node:crypto';
import { drawOf, pick } from '../../demo/chance.js';
import type { Destination, Destinations } from '../../demo/destinations.js';
import type { DemoOrder } from '../../demo/scenario.js';

/** One in eight of the orders that go straight through. */
const AMENDED_SHARE = 0.125;
/** Of those whose buyer cancels, so many are amended as well: the two conversations race. */
const AMENDED_AND_CANCELLED_SHARE = 0.5;
/** Of those amended, so many are amended once more when the first answer is known. */
const TWICE_SHARE = 0.3;
/** Most come before a label is asked for, which takes a calm shop a second, and some too late. */
const AFTER_MS_MAX = 2_500;
/** Shares of requests whose answer is lost and of those that are sent twice at once. */
const LOST_SHARE = 0.1;
const AT_ONCE_SHARE = 0.1;

const DAY_MS = 86_400_000;
/** So many days from now a parcel reaches every place there is. */
const DAYS_AHEAD = 5;
const SLOTS = ['14-16', '16-18'] as const;
const POSTAGES_YEN = [300, 900, 1_200];
const TRIES_MAX = 20;

/** Body of POST /v1/orders/{id}/amendments. */
export interface WishBody {
  readonly shipTo?: Destination & { readonly name: string };
  readonly contact?: { readonly phone: string };
  readonly delivery?: { readonly date?: string; readonly slot?: string };
  readonly charges?: readonly { readonly kind: 'postage'; readonly amount: number; readonly taxRate: 10 }[];
}

/** What a buyer wants otherwise while the order is in flight. */
export interface Wish {
  /** The idempotency key it is asked under. */
  readonly key: string;
  /** Milliseconds after the order was taken, or the wish before it answered. */
  readonly afterMs: number;
  readonly body: WishBody;
  readonly accident: 'lost' | 'at-once' | undefined;
}

/** By order; most have none. Everything is drawn by hash of the reference, but the day, which is counted from `now`. */
export const wishesOf = (
  orders: readonly DemoOrder[],
  places: Destinations,
  now: Date,
): ReadonlyMap<string, readonly Wish[]> =>
  new Map(
    orders.flatMap((order) => {
      const count = countOf(order);
      if (count === 0) return [];
      const wishes = Array.from({ length: count }, (_, nth) => wishOf(order, nth, places, now));
      return [[order.reference, wishes] as const];
    }),
  );

const countOf = ({ reference, fate, mustBeRefused }: DemoOrder): number => {
  const share = { plain: AMENDED_SHARE, 'cancelled-by-buyer': AMENDED_AND_CANCELLED_SHARE };
  const own = fate === 'plain' || fate === 'cancelled-by-buyer' ? share[fate] : 0;
  if (mustBeRefused !== null || drawOf(reference, 'chaos amends') >= own) return 0;
  return drawOf(reference, 'chaos amends again') < TWICE_SHARE ? 2 : 1;
};

const wishOf = (order: DemoOrder, nth: number, places: Destinations, now: Date): Wish => {
  const name = `${order.reference}/wish ${nth}`;
  const draw = (purpose: string): number => drawOf(name, `chaos wish ${purpose}`);
  const accident = draw('accident');
  return {
    key: `amend-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`,
    afterMs: Math.round(draw('after') ** 2 * AFTER_MS_MAX),
    body: bodyOf(order, nth, places, now, draw),
    accident: accident < LOST_SHARE ? 'lost' : accident < LOST_SHARE + AT_ONCE_SHARE ? 'at-once' : undefined,
  };
};

/** Every part that is in it differs from what the order says then, whatever of the wish before was granted. */
const bodyOf = (
  { reference, body }: DemoOrder,
  nth: number,
  places: Destinations,
  now: Date,
  draw: (purpose: string) => number,
): WishBody => {
  const { shipTo } = body as { readonly shipTo: Destination & { readonly name: string } };
  const moves = draw('moves') < 0.6;
  const phone = `03-0000-00${nth + 1}1`;
  const slot = SLOTS[nth] ?? SLOTS[0];
  const date = new Date(now.getTime() + DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
  return {
    ...(moves ? { shipTo: { name: shipTo.name, ...elsewhere(reference, nth, places, shipTo) } } : {}),
    ...(draw('slot') < 0.4 ? { delivery: { slot, ...(draw('date') < 0.4 ? { date } : {}) } } : {}),
    ...(draw('phone') < 0.3 ? { contact: { phone } } : {}),
    // Nothing may be left that asks for no change.
    ...(!moves || draw('charges') < 0.5
      ? { charges: [{ kind: 'postage', amount: postage(reference, nth), taxRate: 10 }] }
      : {}),
  };
};

const postage = (reference: string, nth: number): number =>
  pick(POSTAGES_YEN, reference, 'chaos wish postage') + nth * 10;

/** Another place than the order's own; the second wish is drawn from other places than the first. */
const elsewhere = (
  reference: string,
  nth: number,
  places: Destinations,
  home: { readonly postalCode: string },
): Destination => {
  const former = nth === 0 ? home : elsewhere(reference, nth - 1, places, home);
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const place = places.of(`${reference}/moves ${nth}/${tries}`);
    if (place.postalCode !== home.postalCode && place.postalCode !== former.postalCode) return place;
  }
  throw new Error(`there is no other place than ${home.postalCode}`);
};
