import type { EventData, LetterKind, SealedContact, SealedShipTo } from '@okuru/contracts';
import type { Language } from './language.js';
import type { LetterDocument } from './letter-document.js';
import type { Shop } from './shop.js';

type Confirmed = EventData<'order.confirmed'>;
type Dispatched = EventData<'parcel.dispatched'>;
type Delayed = EventData<'parcels.delayed'>;

/** What the confirmed letter tells of the order; kept for the dispatched letters too. */
export type OrderCard = Pick<
  Confirmed,
  'placedAt' | 'lines' | 'money' | 'payment' | 'delivery' | 'shortStock'
>;

/** What each kind of letter knows besides the order. */
export interface LetterFacts {
  confirmed: object;
  'awaiting-payment': Pick<EventData<'order.held'>, 'deadline' | 'total'>;
  dispatched: Pick<Dispatched, 'lines' | 'carrier' | 'service' | 'trackingNumber' | 'dispatchedAt'>;
  cancelled: Pick<EventData<'order.cancelled'>, 'reason'>;
  amended: Pick<EventData<'order.amended'>, 'changes' | 'differenceYen'>;
  'amendment-refused': Pick<EventData<'order.amendment-refused'>, 'reason'>;
  delayed: Pick<Delayed, 'leavesOn' | 'promisedOn'> &
    Pick<Delayed['parcels'][number], 'lines' | 'expectedOn'>;
  'units-awaited': Pick<EventData<'units.awaited'>, 'lines' | 'promisedOn' | 'because'>;
}

/** A letter about to be written: everything is here, opened and at hand. */
export interface Addressed {
  readonly language: Language;
  readonly reference: string;
  readonly contact: Pick<SealedContact, 'name' | 'email'>;
  /** Absent until the order is confirmed. */
  readonly shipTo?: SealedShipTo;
  readonly order?: OrderCard;
  /** The name of an item in the letter's language; the sku where it is not known. */
  readonly nameOf: (sku: string) => string;
  readonly shop: Shop;
}

export type LetterWriter<Kind extends LetterKind> = (
  to: Addressed,
  facts: LetterFacts[Kind],
) => LetterDocument;
