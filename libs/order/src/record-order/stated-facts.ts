import type { Sealed } from '@okuru/contracts';
import type { Fact, KeyRing, Transaction } from '@okuru/platform';
import type { Order } from '../order/order-state.js';
import type { OwnEvent } from '../order/order-events.js';
import { resealParts, type PartFor } from './contact-seals.js';
import { loadCards, type OrderCard } from './order-card.js';
import {
  amendedFact,
  amendmentRefusedFact,
  amendmentRequestedFact,
  cancellationRequestedFact,
  cancelledFact,
  confirmedFact,
  heldFact,
} from './order-facts.js';

/** Something an order decided, and the order after it. */
export interface Decision {
  readonly event: OwnEvent;
  readonly after: Order;
  /** Id of the event that it follows from, when it follows from one. */
  readonly causedBy?: string | undefined;
}

/** The personal parts that a fact carries under a seal of its own; what else it states is in the card or the event. */
const SEALED_ANEW: Readonly<Record<OwnEvent['type'], readonly ('contact' | 'shipTo')[]>> = {
  'order.held': ['contact'],
  'order.confirmed': [],
  'order.cancellation-requested': [],
  'order.cancelled': ['contact'],
  'order.amendment-requested': [],
  'order.amended': ['contact', 'shipTo'],
  'order.amendment-refused': ['contact'],
  'payment.recorded': [],
};
const WITHOUT_CARD: readonly OwnEvent['type'][] = [
  'order.cancellation-requested',
  'order.amendment-requested',
];

/** The facts that decisions are stated as, in the same order; what they need is loaded and sealed for all at once. */
export const factsOf = async (
  tx: Transaction,
  keyRing: KeyRing,
  decisions: readonly Decision[],
): Promise<Fact[]> => {
  const needCard = decisions.filter(({ event }) => !WITHOUT_CARD.includes(event.type));
  if (needCard.length === 0)
    return decisions.map((decision) => caused(decision, factOf(decision, noCard, [])));
  const cards = await loadCards(
    tx,
    needCard.map(({ after }) => after.orderId),
  );
  const cardOf = (orderId: string) => {
    const card = cards.get(orderId);
    if (card === undefined) throw new Error(`order ${orderId} is gone`);
    return card;
  };
  const asked = needCard.map((decision) => partsOf(decision, cardOf));
  const seals = (await resealParts(keyRing, asked.flat())).values();
  const sealsOf = new Map(
    needCard.map((decision, nth) => [decision, asked[nth]!.map(() => seals.next().value!)] as const),
  );
  return decisions.map((decision) => caused(decision, factOf(decision, cardOf, sealsOf.get(decision) ?? [])));
};

const caused = ({ causedBy }: Decision, stated: Fact): Fact =>
  causedBy === undefined ? stated : { ...stated, causedBy };

type CardOf = (orderId: string) => Omit<OrderCard, 'payment'>;

const noCard: CardOf = (orderId) => {
  throw new Error(`the card of order ${orderId} was not loaded`);
};

const partsOf = ({ event, after: { orderId } }: Decision, cardOf: CardOf): PartFor[] =>
  SEALED_ANEW[event.type].map((part) => ({
    orderId,
    sealed: cardOf(orderId)[part],
    eventType: event.type,
  }));

/** `seals`: of the parts in the order of `SEALED_ANEW`. */
const factOf = ({ event, after }: Decision, cardOf: CardOf, seals: readonly Sealed[]): Fact => {
  const card = () => ({ ...cardOf(after.orderId), payment: after.payment });
  const [contact, shipTo] = seals;
  switch (event.type) {
    case 'order.cancellation-requested':
      return cancellationRequestedFact(after.orderId, event.data.reason);
    case 'order.confirmed':
      return confirmedFact(card());
    case 'order.held':
      return heldFact(card(), event.data, contact!);
    case 'order.cancelled':
      return cancelledFact(card(), event.data.reason, contact!);
    case 'order.amendment-requested':
      return amendmentRequestedFact(after.orderId, event.data);
    case 'order.amended':
      return amendedFact(card(), event.data, contact!, shipTo!);
    case 'order.amendment-refused':
      return amendmentRefusedFact(card(), event.data, contact!);
    case 'payment.recorded':
      throw new Error('payment.recorded does not leave the order service');
  }
};
