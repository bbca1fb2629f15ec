import type { ReadTransaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';

/** An item whose parcels a person must pack by eye. */
export interface UnmeasuredItem {
  readonly sku: string;
  readonly name: string;
  readonly shelf: string | null;
  readonly missing: readonly ('size' | 'weight')[];
  /** Units in stock: what there is to measure. */
  readonly onHand: number;
  /** Units set aside for orders or waited for: what measuring is good for today. */
  readonly wanted: number;
}

const LIST = `
  SELECT i.sku, i.name_ja AS name, i.shelf,
    array_remove(ARRAY[CASE WHEN i.length_mm IS NULL THEN 'size' END, CASE WHEN i.weight_grams IS NULL THEN 'weight' END], NULL) AS missing,
    coalesce(s.on_hand, 0) AS "onHand", coalesce(s.reserved + s.waiting, 0) AS wanted
  FROM item i LEFT JOIN stock s ON s.sku = i.sku
  WHERE (i.length_mm IS NULL OR i.weight_grams IS NULL) AND i.parts IS NULL AND ($2::text IS NULL OR i.sku > $2)
  ORDER BY i.sku LIMIT $1`;

/** What is to be measured (採寸). */
@Injectable()
export class Unmeasured {
  list(tx: ReadTransaction, limit: number, after?: string): Promise<UnmeasuredItem[]> {
    return tx.query<UnmeasuredItem>(LIST, [limit, after ?? null]);
  }
}
