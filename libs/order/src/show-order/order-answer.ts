import type { LineSet } from '@okuru/contracts';
import type { Payment } from '../order/order-events.js';
import type { Amendment, Cancellation } from '../order/order-state.js';
import { STATUS_WORDS, type OrderStatus } from '../order/status.js';
import type {
  OrderEntity,
  OrderLetterEntity,
  OrderLineEntity,
  OrderParcelEntity,
} from '../record-order/order.entities.js';

/** An order as the API shows it: no name, no address, no mail. */
export interface OrderAnswer {
  readonly orderId: string;
  readonly reference: string;
  readonly channel: string;
  readonly status: OrderStatus;
  readonly statusJa: string;
  readonly placedAt: string;
  readonly confirmedAt: string | null;
  readonly heldFor: readonly string[];
  /** When a held order is cancelled by itself. */
  readonly deadline: string | null;
  /** What is sent: of a set its parts. */
  readonly lines: readonly LineAnswer[];
  /** The sets that were ordered; absent where none was. */
  readonly sets?: readonly SetAnswer[];
  readonly parcels: readonly ParcelAnswer[];
  readonly total: number;
  readonly payment: Payment;
  readonly cancellation?: {
    readonly state: Exclude<Cancellation['state'], 'none'>;
    readonly reason: string | null;
  };
  /** The last one that was asked; absent when none was. */
  readonly amendment?: {
    readonly number: number;
    readonly state: Exclude<Amendment['state'], 'none'>;
    readonly reason: string | null;
    /** What it makes of `total`, yen: owed by the buyer above zero, given back below. */
    readonly differenceYen: number;
  };
  /** Why no parcel could be planned; a person must decide. */
  readonly planningFault?: string;
  readonly letters: readonly { readonly kind: string; readonly sentAt: string }[];
  /** Wrong scans that the gate stopped. */
  readonly nearMisses: number;
}

interface LineAnswer extends Pick<
  OrderLineEntity,
  'lineId' | 'sku' | 'ordered' | 'reserved' | 'packed' | 'shipped' | 'cancelled' | 'returned'
> {
  /** The line of the set in `sets` that it is a part of. */
  readonly setLineId?: string;
}

/** A set as it was when it was ordered. */
interface SetAnswer extends LineSet {
  /** Yen of one set, as it was ordered. */
  readonly unitPrice: number;
}

interface ParcelAnswer {
  readonly parcelId: string;
  readonly status: string;
  readonly carrier: string | null;
  readonly trackingNumber?: string;
}

/** Everything stored of one order that may be shown. */
export interface OrderRows {
  readonly order: OrderEntity;
  readonly lines: readonly OrderLineEntity[];
  readonly parcels: readonly OrderParcelEntity[];
  readonly letters: readonly OrderLetterEntity[];
}

export const orderAnswer = ({ order, lines, parcels, letters }: OrderRows): OrderAnswer => ({
  orderId: order.orderId,
  reference: order.reference,
  channel: order.channel,
  status: order.status,
  statusJa: STATUS_WORDS[order.status],
  placedAt: order.placedAt.toISOString(),
  confirmedAt: order.confirmedAt?.toISOString() ?? null,
  heldFor: order.holds,
  deadline: order.deadline?.toISOString() ?? null,
  lines: lines.map(({ lineId, sku, ordered, reserved, packed, shipped, cancelled, returned, ofSet }) => ({
    lineId,
    sku,
    ordered,
    reserved,
    packed,
    shipped,
    cancelled,
    returned,
    ...(ofSet === null ? {} : { setLineId: ofSet.lineId }),
  })),
  ...setsOf(lines),
  parcels: parcels.map(({ parcelId, status, carrier, trackingNumber }) => ({
    parcelId,
    status,
    carrier,
    ...(trackingNumber === null ? {} : { trackingNumber }),
  })),
  total: order.total,
  payment: {
    method: order.paymentMethod,
    status: order.paymentStatus,
    amount: order.paymentAmount,
    ...(order.paymentReceivedAt === null ? {} : { receivedAt: order.paymentReceivedAt.toISOString() }),
  },
  ...(order.cancellation === 'none'
    ? {}
    : { cancellation: { state: order.cancellation, reason: order.cancelReason } }),
  ...amendmentAnswer(order.amendment),
  ...(order.planningFault === null ? {} : { planningFault: order.planningFault }),
  letters: letters.map(({ kind, sentAt }) => ({ kind, sentAt: sentAt.toISOString() })),
  nearMisses: order.nearMisses,
});

/** As the buyer ordered them: on his line, at his price. */
const setsOf = (lines: readonly OrderLineEntity[]): Pick<OrderAnswer, 'sets'> => {
  const sets = new Map<string, SetAnswer>();
  for (const { ofSet, unitPrice, ordered } of lines) {
    if (ofSet === null) continue;
    const price = (sets.get(ofSet.lineId)?.unitPrice ?? 0) + (unitPrice * ordered) / ofSet.quantity;
    sets.set(ofSet.lineId, { ...ofSet, unitPrice: price });
  }
  return sets.size === 0 ? {} : { sets: [...sets.values()] };
};

const amendmentAnswer = (amendment: Amendment | null): Pick<OrderAnswer, 'amendment'> => {
  if (amendment === null || amendment.state === 'none') return {};
  const { amendment: number, state, differenceYen } = amendment;
  const reason = amendment.state === 'refused' ? amendment.reason : null;
  return { amendment: { number, state, reason, differenceYen } };
};
