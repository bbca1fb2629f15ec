import type { Projection } from '@okuru/platform';
import { ItemNameStore } from './item-name.store.js';

const names = new ItemNameStore();

/** The names letters call goods by. */
export const itemNamesProjection: Projection = {
  name: 'item-names',
  tables: ['item_name'],
  hears: {
    'item.changed': (events, tx) =>
      names.put(
        tx,
        events.map(({ data }) => data),
      ),
  },
};
