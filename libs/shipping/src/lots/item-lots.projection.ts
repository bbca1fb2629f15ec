import type { Projection } from '@okuru/platform';
import { ItemLots } from './item-lots.store.js';

const lots = new ItemLots();

/** Which lots there are, for whoever picks. */
export const itemLotsProjection: Projection = {
  name: 'lots',
  tables: ['item_lots'],
  hears: {
    'lots.changed': (events, tx) =>
      lots.remember(
        tx,
        events.map(({ data }) => data),
      ),
  },
};
