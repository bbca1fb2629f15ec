import type { Projection } from '@okuru/platform';
import { ItemNames } from './item-names.store.js';

const items = new ItemNames();

/** Names, barcodes and measures for the scanning table. */
export const itemsProjection: Projection = {
  name: 'items',
  tables: ['item'],
  hears: {
    'item.changed': (events, tx) =>
      items.remember(
        tx,
        events.map(({ data }) => data),
      ),
  },
};
