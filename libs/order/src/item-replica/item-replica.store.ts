import type { ItemFacts } from '@okuru/contracts';
import type { ReadTransaction, Transaction } from '@okuru/platform';

export interface KnownItem {
  readonly sku: string;
  readonly itemVersion: number;
  readonly catalogueVersion: number;
  /** How many items changed with this catalogue version. */
  readonly catalogueItems: number;
  /** By which the price of a set is divided over its parts. */
  readonly valueYen: number;
  readonly names: ItemFacts['names'];
  /** Only of a set. */
  readonly parts?: ItemFacts['parts'] | undefined;
}

/** Keeps the newest version of each item; an older one heard late changes nothing. */
export const keepItems = async (
  tx: Pick<Transaction, 'query'>,
  items: readonly KnownItem[],
): Promise<void> => {
  await hearCatalogue(tx, items);
  // The last of each sku, since one statement may not touch a row twice; in sku order, so that batches do not deadlock.
  const newest = new Map<string, KnownItem>();
  for (const item of items) {
    if ((newest.get(item.sku)?.itemVersion ?? 0) < item.itemVersion) newest.set(item.sku, item);
  }
  const sorted = [...newest.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1));
  await tx.query(
    `INSERT INTO item_replica AS known (sku, item_version, value_yen, as_set)
     SELECT * FROM unnest($1::text[], $2::integer[], $3::integer[], $4::jsonb[])
     ON CONFLICT (sku) DO UPDATE
       SET item_version = excluded.item_version, value_yen = excluded.value_yen, as_set = excluded.as_set
       WHERE known.item_version < excluded.item_version`,
    [
      sorted.map(({ sku }) => sku),
      sorted.map(({ itemVersion }) => itemVersion),
      sorted.map(({ valueYen }) => valueYen),
      sorted.map(({ names, parts }) => (parts === undefined ? null : JSON.stringify({ names, parts }))),
    ],
  );
};

/** The catalogue version up to which every item was heard; 0 before the first. */
export const catalogueVersion = async (tx: Pick<ReadTransaction, 'query'>): Promise<number> => {
  const [row] = await tx.query<{ version: number }>('SELECT version FROM catalogue_heard');
  return row?.version ?? 0;
};

/**
 * Items of one import travel over all partitions, so the highest version heard says nothing of the others: a version is
 * heard when as many of its items were heard as it states, and so were all versions before it.
 * The lock comes first: two batches of different partitions that each bring half would otherwise not see each other.
 */
const hearCatalogue = async (tx: Pick<Transaction, 'query'>, items: readonly KnownItem[]): Promise<void> => {
  const [heard] = await tx.query<{ version: number }>('SELECT version FROM catalogue_heard FOR UPDATE');
  await tx.query(
    `INSERT INTO catalogue_item_heard (catalogue_version, sku, catalogue_items)
     SELECT * FROM unnest($1::integer[], $2::text[], $3::integer[]) AS given (version, sku, items)
     WHERE given.version > $4
     ON CONFLICT DO NOTHING`,
    [
      items.map((item) => item.catalogueVersion),
      items.map(({ sku }) => sku),
      items.map(({ catalogueItems }) => catalogueItems),
      heard?.version ?? 0,
    ],
  );
  const [whole] = await tx.query<{ version: number }>(
    `WITH complete AS (
       SELECT catalogue_version AS version FROM catalogue_item_heard
       GROUP BY catalogue_version HAVING count(*) = max(catalogue_items)
     ), numbered AS (
       SELECT version, version - row_number() OVER (ORDER BY version) AS before FROM complete
     )
     UPDATE catalogue_heard SET version = unbroken.version
     FROM (SELECT max(version) AS version FROM numbered WHERE before = $1) AS unbroken
     WHERE unbroken.version IS NOT NULL
     RETURNING catalogue_heard.version`,
    [heard?.version ?? 0],
  );
  if (whole)
    await tx.query('DELETE FROM catalogue_item_heard WHERE catalogue_version <= $1', [whole.version]);
};
