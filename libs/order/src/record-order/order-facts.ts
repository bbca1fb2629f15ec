import type { Sealed } from '@okuru/contracts';
import { fact, type Fact } from '@okuru/platform';
import type {
  AmendmentRefused,
  AmendmentTerms,
  CancelReason,
  Hold,
  OwnEvent,
  Wanted,
} from '../order/order-events.js';
import type { OrderCard } from './order-card.js';

/** Which of the order's own decisions leave the service as an event of the same name. */
export const LEAVES: Readonly<Record<OwnEvent['type'], boolean>> = {
  'order.held': true,
  'order.confirmed': true,
  'order.cancellation-requested': true,
  'order.cancelled': true,
  'order.amendment-requested': true,
  'order.amended': true,
  'order.amendment-refused': true,
  'payment.recorded': false,
};

/** The order service's facts, each from the card of its order. A sealed contact belongs to one event type. */
export const placedFact = ({ orderId, channel, reference, placedAt, lines, shortStock }: OrderCard): Fact =>
  fact('order.placed', { orderId, channel, reference, placedAt, lines: [...lines], shortStock });

export const confirmedFact = (card: OrderCard): Fact =>
  fact('order.confirmed', {
    orderId: card.orderId,
    channel: card.channel,
    reference: card.reference,
    placedAt: card.placedAt,
    buyerId: card.buyerId,
    language: card.language,
    lines: [...card.lines],
    money: card.money,
    payment: card.payment,
    delivery: card.delivery,
    shortStock: card.shortStock,
    destination: { country: 'JP', prefecture: card.prefecture },
    ...(card.addressId === null ? {} : { addressId: card.addressId }),
    ...(card.amendment === null ? {} : { amendment: card.amendment }),
    contact: card.contact,
    shipTo: card.shipTo,
  });

export const heldFact = (card: OrderCard, { reasons, deadline }: Hold, contact: Sealed): Fact =>
  fact('order.held', {
    orderId: card.orderId,
    reference: card.reference,
    buyerId: card.buyerId,
    language: card.language,
    reasons: [...reasons],
    deadline,
    total: card.money.total,
    contact,
  });

export const cancellationRequestedFact = (orderId: string, reason: CancelReason): Fact =>
  fact('order.cancellation-requested', { orderId, reason });

export const cancelledFact = (card: OrderCard, reason: CancelReason, contact: Sealed): Fact =>
  fact('order.cancelled', {
    orderId: card.orderId,
    reference: card.reference,
    buyerId: card.buyerId,
    language: card.language,
    reason,
    contact,
  });

export const amendmentRequestedFact = (
  orderId: string,
  { amendment, changes, total, differenceYen, wanted }: AmendmentTerms & { readonly wanted: Wanted },
): Fact =>
  fact('order.amendment-requested', {
    orderId,
    amendment,
    changes: [...changes],
    delivery: wanted.delivery,
    destination: { country: 'JP', prefecture: wanted.prefecture },
    addressId: wanted.addressId,
    total,
    differenceYen,
    shipTo: wanted.shipToAsked,
  });

/** The card is the one after the amendment. */
export const amendedFact = (
  card: OrderCard,
  { amendment, changes, differenceYen }: AmendmentTerms,
  contact: Sealed,
  shipTo: Sealed,
): Fact =>
  fact('order.amended', {
    orderId: card.orderId,
    reference: card.reference,
    placedAt: card.placedAt,
    buyerId: card.buyerId,
    language: card.language,
    lines: [...card.lines],
    money: card.money,
    payment: card.payment,
    delivery: card.delivery,
    shortStock: card.shortStock,
    contact,
    shipTo,
    amendment,
    changes: [...changes],
    differenceYen,
  });

export const amendmentRefusedFact = (
  card: OrderCard,
  { amendment, reason }: AmendmentRefused,
  contact: Sealed,
): Fact =>
  fact('order.amendment-refused', {
    orderId: card.orderId,
    reference: card.reference,
    buyerId: card.buyerId,
    language: card.language,
    amendment,
    reason,
    contact,
  });
