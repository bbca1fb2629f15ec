import type { ReadTransaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { MAIN_WAREHOUSE } from '../stock-ledger/stock.store.js';

export const FOUND_MAX = 20;

// What bears the code stands before what only contains it. Full-width letters are the same letters.
const FIND = `
  WITH asked AS (SELECT $1::text AS code, lower(normalize($1, NFKC)) AS part),
  bearing AS (
    SELECT sku FROM item, asked WHERE sku = code
    UNION SELECT sku FROM item_barcode, asked WHERE barcode = code
  )
  SELECT sku FROM bearing
  UNION ALL (
    SELECT sku FROM item, asked
    WHERE NOT EXISTS (SELECT FROM bearing) AND (position(part IN lower(sku)) > 0
      OR position(part IN lower(normalize(name_ja, NFKC))) > 0 OR position(part IN lower(name_en)) > 0)
    ORDER BY sku LIMIT $2)`;
const STOCK = `
  SELECT sku, on_hand AS "onHand", reserved, free, waiting FROM stock WHERE sku = ANY ($1::text[]) AND warehouse = $2`;

export interface FoundStock {
  readonly sku: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly free: number;
  /** Units orders wait for. */
  readonly waiting: number;
}

/** Items by what somebody has in hand: a code, or a part of a name. */
@Injectable()
export class FoundItems {
  async skus(tx: ReadTransaction, find: string): Promise<string[]> {
    const rows = await tx.query<{ sku: string }>(FIND, [find, FOUND_MAX]);
    return rows.map(({ sku }) => sku);
  }

  async stock(tx: ReadTransaction, skus: readonly string[]): Promise<Map<string, FoundStock>> {
    const rows = await tx.query<FoundStock>(STOCK, [skus, MAIN_WAREHOUSE]);
    return new Map(rows.map((row) => [row.sku, row]));
  }
}
