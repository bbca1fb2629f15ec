import type { Projection } from '@okuru/platform';
import { CORRESPONDENT_OF } from './correspondent-of.js';
import { CorrespondentStore } from './correspondent.store.js';

const correspondents = new CorrespondentStore();

/** Whom letters go to. The letters themselves are no projection: each was sent, or is to be, once. */
export const correspondentsProjection: Projection = {
  name: 'correspondents',
  tables: ['correspondent'],
  hears: {
    'order.confirmed': async (events, tx) =>
      void (await correspondents.put(
        tx,
        events.map(({ data }) => CORRESPONDENT_OF['order.confirmed'](data)),
      )),
    'order.held': async (events, tx) =>
      void (await correspondents.put(
        tx,
        events.map(({ data }) => CORRESPONDENT_OF['order.held'](data)),
      )),
    'order.cancelled': async (events, tx) =>
      void (await correspondents.put(
        tx,
        events.map(({ data }) => CORRESPONDENT_OF['order.cancelled'](data)),
      )),
    'order.amended': async (events, tx) =>
      void (await correspondents.put(
        tx,
        events.map(({ data }) => CORRESPONDENT_OF['order.amended'](data)),
      )),
    'order.amendment-refused': async (events, tx) =>
      void (await correspondents.put(
        tx,
        events.map(({ data }) => CORRESPONDENT_OF['order.amendment-refused'](data)),
      )),
    'parcel.dispatched': async (events, tx) =>
      void (await correspondents.known(
        tx,
        events.map(({ data }) => data.orderId),
      )),
  },
};
