import type { Projection } from '@okuru/platform';
import { keepItems } from './item-replica.store.js';

/** The skus an order may name, and how far the catalogue was heard. */
export const itemsProjection: Projection = {
  name: 'items',
  tables: ['catalogue_heard', 'catalogue_item_heard', 'item_replica'],
  begin: async (tx) => void (await tx.query('INSERT INTO catalogue_heard (version) VALUES (0)')),
  hears: {
    'item.changed': (events, tx) =>
      keepItems(
        tx,
        events.map(({ data }) => data),
      ),
  },
};
