import { Injectable } from '@nestjs/common';
import type { ItemFacts } from '@okuru/contracts';
import type { Transaction } from '@okuru/platform';

export interface ItemName {
  readonly ja: string;
  readonly en: string;
}

/** The names letters call goods by: a replica of the item master, never older than what is stored. */
@Injectable()
export class ItemNameStore {
  async put({ query }: Pick<Transaction, 'query'>, items: readonly ItemFacts[]): Promise<void> {
    await query(
      `INSERT INTO item_name AS known (sku, item_version, ja, en)
       SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[]) AS given (sku, item_version, ja, en)
       ORDER BY sku
       ON CONFLICT (sku) DO UPDATE SET item_version = excluded.item_version, ja = excluded.ja, en = excluded.en
         WHERE known.item_version < excluded.item_version`,
      [
        items.map(({ sku }) => sku),
        items.map(({ itemVersion }) => itemVersion),
        items.map(({ names }) => names.ja),
        items.map(({ names }) => names.en),
      ],
    );
  }

  async bySku(
    { query }: Pick<Transaction, 'query'>,
    skus: readonly string[],
  ): Promise<Map<string, ItemName>> {
    if (skus.length === 0) return new Map();
    const rows = await query<ItemName & { sku: string }>(
      'SELECT sku, ja, en FROM item_name WHERE sku = ANY ($1::text[])',
      [[...new Set(skus)]],
    );
    return new Map(rows.map(({ sku, ja, en }) => [sku, { ja, en }]));
  }
}
