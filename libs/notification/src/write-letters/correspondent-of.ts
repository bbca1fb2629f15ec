import type { EventData } from '@okuru/contracts';
import type { Correspondent } from './correspondent.store.js';

type Told = Pick<Correspondent, 'orderId' | 'reference' | 'buyerId' | 'language' | 'contact'>;

/** Whom an order's letters go to, as each fact tells it; a confirmation tells the most. */
export const CORRESPONDENT_OF = {
  'order.confirmed': (data: EventData<'order.confirmed'>): Correspondent => ({
    ...contactOf(data),
    heardFrom: 'order.confirmed',
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
}: EventData<'order.confirmed'>): NonNullable<Correspondent['card']> => ({
  placedAt,
  lines,
  money,
  payment,
  delivery,
  shortStock,
});
