import type { Fact, KeyRing, Transaction } from '@okuru/platform';
import type { Order } from '../order/order-state.js';
import type { OwnEvent } from '../order/order-events.js';
import { resealContacts } from './contact-seals.js';
import { loadCards } from './order-card.js';
import { cancellationRequestedFact, cancelledFact, confirmedFact, heldFact } from './order-facts.js';

/** Something an order decided, and the order after it. */
export interface Decision {
  readonly event: OwnEvent;
  readonly after: Order;
}

/** The facts that decisions are stated as, in the same order; what they need is loaded and sealed for all at once. */
export const factsOf = async (
  tx: Transaction,
  keyRing: KeyRing,
  decisions: readonly Decision[],
): Promise<Fact[]> => {
  const needCard = decisions.filter(({ event }) => event.type !== 'order.cancellation-requested');
  if (needCard.length === 0) return decisions.map((decision) => factOf(decision, noCard, noSeal));
  const cards = await loadCards(
    tx,
    needCard.map(({ after }) => after.orderId),
  );
  const cardOf = (orderId: string) => {
    const card = cards.get(orderId);
    if (card === undefined) throw new Error(`order ${orderId} is gone`);
    return card;
  };
  const addressed = needCard.filter(({ event }) => event.type !== 'order.confirmed');
  const seals = await resealContacts(
    keyRing,
    addressed.map(({ event, after: { orderId } }) => ({
      orderId,
      contact: cardOf(orderId).contact,
      eventType: event.type,
    })),
  );
  return decisions.map((decision) => factOf(decision, cardOf, () => seals[addressed.indexOf(decision)]!));
};

type CardOf = (orderId: string) => NonNullable<ReturnType<Awaited<ReturnType<typeof loadCards>>['get']>>;
type SealOf = () => Parameters<typeof heldFact>[2];

const noCard: CardOf = (orderId) => {
  throw new Error(`the card of order ${orderId} was not loaded`);
};
const noSeal: SealOf = () => {
  throw new Error('no contact was sealed');
};

const factOf = ({ event, after }: Decision, cardOf: CardOf, seal: SealOf): Fact => {
  const card = () => ({ ...cardOf(after.orderId), payment: after.payment });
  switch (event.type) {
    case 'order.cancellation-requested':
      return cancellationRequestedFact(after.orderId, event.data.reason);
    case 'order.confirmed':
      return confirmedFact(card());
    case 'order.held':
      return heldFact(card(), event.data, seal());
    case 'order.cancelled':
      return cancelledFact(card(), event.data.reason, seal());
    case 'payment.recorded':
      throw new Error('payment.recorded does not leave the order service');
  }
};
