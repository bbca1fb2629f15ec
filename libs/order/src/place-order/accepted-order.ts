import type { KeyRing } from '@okuru/platform';
import { KeyIsErased, newId, sealContext } from '@okuru/platform';
import type { Sealed } from '@okuru/contracts';
import { holdReasons } from '../order/hold-rules.js';
import { openOrder } from '../order/open-order.js';
import type { OrderCard } from '../record-order/order-card.js';
import { explodeSets, type KnownSets } from './explode-sets.js';
import type { IntakeRequest } from './intake-request.js';
import type { LookedUp } from './look-up.js';

/** A request on its way into the tables: with its id, its first decision and everything personal sealed. */
export interface AcceptedOrder {
  readonly request: IntakeRequest;
  readonly card: OrderCard;
  readonly opened: ReturnType<typeof openOrder>;
  /** The contact for `order.held`; null when nothing holds the order. */
  readonly contactHeld: Sealed | null;
}

/** A buyer may be erased between asking for the key and sealing with it; more often than this is a fault. */
const SEAL_TRIES_MAX = 3;

/** Opens and seals the orders of a batch; the key ring is asked once for all buyers. */
export const acceptOrders = async (
  keyRing: KeyRing,
  requests: readonly IntakeRequest[],
  { sets, buyersServed }: Pick<LookedUp, 'sets' | 'buyersServed'>,
  at: string,
): Promise<AcceptedOrder[]> => {
  const opened = requests.map((posted) => {
    const request = withParts(posted, sets);
    return { request, opened: open(request, buyersServed, at) };
  });
  for (let tries = 1; ; tries += 1) {
    try {
      return await sealAll(keyRing, opened);
    } catch (fault) {
      if (!(fault instanceof KeyIsErased) || tries >= SEAL_TRIES_MAX) throw fault;
    }
  }
};

const withParts = (request: IntakeRequest, sets: KnownSets): IntakeRequest => {
  const lines = explodeSets(request.placement.lines, sets);
  return lines === request.placement.lines
    ? request
    : { ...request, placement: { ...request.placement, lines } };
};

type Opened = Pick<AcceptedOrder, 'request' | 'opened'>;

const open = ({ placement, buyerId }: IntakeRequest, served: ReadonlySet<string>, at: string) => {
  const { payment, money, lines, shortStock, hasRemarks } = placement;
  const { total } = money;
  const holds = holdReasons({ payment, total, hasRemarks, knownBuyer: served.has(buyerId) });
  return openOrder({ orderId: newId(), shortStock, total, payment, lines }, holds, at);
};

const sealAll = async (keyRing: KeyRing, opened: readonly Opened[]): Promise<AcceptedOrder[]> => {
  const keys = await keyRing.keysFor(opened.map(({ request }) => request.buyerId));
  const parts = opened.map(({ request, opened: { order, event } }) =>
    partsOf(request, order.orderId, keys.get(request.buyerId) ?? '', event.type === 'order.held'),
  );
  const sealed = (await keyRing.sealMany(parts.flat()))[Symbol.iterator]();
  const next = (): Sealed => {
    const { value } = sealed.next();
    if (value === undefined) throw new Error('the key ring sealed less than it was given');
    return value;
  };
  return opened.map(({ request, opened: first }) => {
    const [contact, shipTo] = [next(), next()];
    const contactHeld = first.event.type === 'order.held' ? next() : null;
    return {
      request,
      opened: first,
      contactHeld,
      card: cardOf(request, first.order.orderId, contact, shipTo),
    };
  });
};

/** Contact and ship-to for `order.confirmed`, and once more the contact for `order.held`. */
const partsOf = (
  { placement: { personal } }: IntakeRequest,
  orderId: string,
  keyId: string,
  held: boolean,
) => {
  const confirmed = sealContext('order.confirmed', orderId);
  const parts = [
    { keyId, context: confirmed, plain: personal.contact },
    { keyId, context: confirmed, plain: personal.shipTo },
  ];
  return held
    ? [...parts, { keyId, context: sealContext('order.held', orderId), plain: personal.contact }]
    : parts;
};

const cardOf = (
  { placement, buyerId, addressId }: IntakeRequest,
  orderId: string,
  contact: Sealed,
  shipTo: Sealed,
): OrderCard => ({
  orderId,
  channel: placement.channel,
  reference: placement.reference,
  placedAt: placement.placedAt,
  buyerId,
  addressId,
  language: placement.language,
  shortStock: placement.shortStock,
  money: placement.money,
  delivery: placement.delivery,
  prefecture: placement.prefecture,
  contact,
  shipTo,
  lines: placement.lines,
  amendment: null,
  payment: placement.payment,
});
