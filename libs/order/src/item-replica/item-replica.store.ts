import type { ReadTransaction, Transaction } from '@okuru/platform';

export interface KnownItem {
  readonly sku: string;
  readonly itemVersion: number;
  readonly catalogueVersion: number;
}

/** Keeps the newest version of each item; an older one heard late changes nothing. */
export const keepItems = async (
  tx: Pick<Transaction, 'query'>,
  items: readonly KnownItem[],
): Promise<void> => {
  // The last of each sku, since one statement may not touch a row twice; in sku order, so that batches do not deadlock.
  const newest = new Map<string, KnownItem>();
  for (const item of items) {
    if ((newest.get(item.sku)?.itemVersion ?? 0) < item.itemVersion) newest.set(item.sku, item);
  }
  const sorted = [...newest.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  await tx.query(
    `INSERT INTO item_replica AS known (sku, item_version, catalogue_version)
     SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[])
     ON CONFLICT (sku) DO UPDATE
       SET item_version = excluded.item_version, catalogue_version = excluded.catalogue_version
       WHERE known.item_version < excluded.item_version`,
    [
      sorted.map(({ sku }) => sku),
      sorted.map(({ itemVersion }) => itemVersion),
      sorted.map(({ catalogueVersion }) => catalogueVersion),
    ],
  );
};

/** The highest catalogue version heard; 0 before the first item. */
export const catalogueVersion = async (tx: Pick<ReadTransaction, 'query'>): Promise<number> => {
  const [row] = await tx.query<{ version: number }>(
    'SELECT coalesce(max(catalogue_version), 0) AS version FROM item_replica',
  );
  return row?.version ?? 0;
};
