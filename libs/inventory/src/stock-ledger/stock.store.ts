import { prepared, type ReadTransaction, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { addUp, type StockChange, type StockRow } from './stock-change.js';

/** The one warehouse there is so far. */
export const MAIN_WAREHOUSE = 'main';
/** Most units of a sku the shop can hold; keeps sums within the database's integers. */
export const ON_HAND_MAX = 999_999_999;

/**
 * Stock rows, always locked in the order of their skus and before any row of an order, so that no two transactions wait for
 * each other. Whoever changes a line of an order holds the stock row of its sku.
 */
@Injectable()
export class StockStore {
  /** Gives each sku a row, even one that the item master does not know: only a row can be locked. Call it before `lock`. */
  async ensure(tx: Transaction, skus: Iterable<string>): Promise<void> {
    await tx.query(ENSURE, [sorted(skus), MAIN_WAREHOUSE]);
  }

  async lock(tx: Transaction, skus: Iterable<string>): Promise<Map<string, StockRow>> {
    const rows = await tx.query<StockRow>(LOCK, [sorted(skus), MAIN_WAREHOUSE]);
    return new Map(rows.map((row) => [row.sku, row]));
  }

  /** The rows as they are at this moment, for an answer that promises nothing. */
  async look(tx: ReadTransaction, skus: Iterable<string>): Promise<Map<string, StockRow>> {
    const rows = await tx.query<StockRow>(LOOK, [sorted(skus), MAIN_WAREHOUSE]);
    return new Map(rows.map((row) => [row.sku, row]));
  }

  /** Call it with the rows locked and nothing on hand. */
  async keepByLot(
    tx: Transaction,
    marked: readonly { readonly sku: string; readonly byLot: boolean }[],
  ): Promise<void> {
    await tx.query(KEEP_BY_LOT, [JSON.stringify(marked), MAIN_WAREHOUSE]);
  }

  /** Writes all changes in one statement; those of one sku add up first, as the table checks each row as it will stand. */
  async change(tx: Transaction, changes: readonly StockChange[]): Promise<void> {
    const total = addUp(changes);
    if (total.length === 0) return;
    await tx.query(CHANGE, [
      total.map((change) => change.sku),
      total.map((change) => change.onHand),
      total.map((change) => change.reserved),
      total.map((change) => change.waiting),
      total.map((change) => change.safety),
      MAIN_WAREHOUSE,
    ]);
  }
}

const sorted = (skus: Iterable<string>): string[] => [...new Set(skus)].sort();

const ENSURE = `
  INSERT INTO stock (sku, warehouse)
  SELECT wanted.sku, $2 FROM unnest($1::text[]) AS wanted (sku)
  WHERE NOT EXISTS (SELECT FROM stock WHERE stock.sku = wanted.sku AND stock.warehouse = $2)
  ORDER BY wanted.sku COLLATE "C"
  ON CONFLICT DO NOTHING`;

const LOOK = `
  SELECT sku, on_hand AS "onHand", free, reserved, waiting, safety, by_lot AS "byLot"
  FROM stock WHERE sku = ANY ($1::text[]) AND warehouse = $2`;

const LOCK = prepared(`${LOOK}
  ORDER BY sku FOR UPDATE`);

const KEEP_BY_LOT = `
  UPDATE stock SET by_lot = marked."byLot"
  FROM jsonb_to_recordset($1::jsonb) AS marked (sku text, "byLot" boolean)
  WHERE stock.sku = marked.sku AND stock.warehouse = $2`;

const CHANGE = prepared(`
  UPDATE stock SET
    on_hand = stock.on_hand + change.on_hand,
    reserved = stock.reserved + change.reserved,
    free = stock.free + change.on_hand - change.reserved,
    waiting = stock.waiting + change.waiting,
    safety = stock.safety + change.safety
  FROM unnest($1::text[], $2::int[], $3::int[], $4::int[], $5::int[])
    AS change (sku, on_hand, reserved, waiting, safety)
  WHERE stock.sku = change.sku AND stock.warehouse = $6`);
