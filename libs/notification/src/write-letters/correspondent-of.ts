import type { EventData } from '@okuru/contracts';
import type { Correspondent } from './correspondent.store.js';

type Told = Pick<Correspondent, 'orderId' | 'reference' | 'buyerId' | 'language' | 'contact'>;

/** Whom an order's letters go to, as each fact tells it; a confirmation and an amendment tell the most. */
export const CORRESPONDENT_OF = {
  'order.confirmed': (data: EventData<'order.confirmed'>): Correspondent => ({
    ...contactOf(data),
    heardFrom: 'order.confirmed',
    amendment: data.amendment ?? 0,
    shipTo: data.shipTo,
    card: cardOf(data),
  }),
  'order.held': (data: EventData<'order.held'>): Correspondent => ({
    ...contactOf(data),
    heardFrom: 'order.held',
  }),
  'order.cancelled': (data: EventData<'order.cancelled'>): Correspondent => ({
    ...contactOf(data),
    heardFrom: 'order.cancelled',
  }),
  'order.amended': (data: EventData<'order.amended'>): Correspondent => ({
    ...contactOf(data),
    heardFrom: 'order.amended',
    amendment: data.amendment,
    shipTo: data.shipTo,
    card: cardOf(data),
  }),
  'order.amendment-refused': (data: EventData<'order.amendment-refused'>): Correspondent => ({
    ...contactOf(data),
    heardFrom: 'order.amendment-refused',
  }),
};

const contactOf = ({ orderId, reference, buyerId, language, contact }: Told): Told => ({
  orderId,
  reference,
  buyerId,
  language,
  contact,
});

const cardOf = ({
  placedAt,
  lines,
  money,
  payment,
  delivery,
  shortStock,
}: EventData<'order.confirmed' | 'order.amended'>): NonNullable<Correspondent['card']> => ({
  placedAt,
  lines,
  money,
  payment,
  delivery,
  shortStock,
});
