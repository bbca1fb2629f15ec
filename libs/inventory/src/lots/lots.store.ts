import type { ReadTransaction, Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';
import { MAIN_WAREHOUSE } from '../stock-ledger/stock.store.js';
import type { LotRow } from './lot.js';

/** A lot in a list of what expires, with the days that are left; below zero: it has expired. */
export interface ExpiringLot extends LotRow {
  readonly name: string;
  readonly daysLeft: number;
}

/** The lots of goods that are kept by lot. Whoever changes them holds the stock row of their item. */
@Injectable()
export class Lots {
  /** Those of which there is something, and those that were used up; the soonest to expire first. */
  of(tx: ReadTransaction, skus: readonly string[]): Promise<LotRow[]> {
    return tx.query<LotRow>(OF, [skus, MAIN_WAREHOUSE]);
  }

  async save(tx: Transaction, rows: readonly LotRow[]): Promise<void> {
    if (rows.length) await tx.query(SAVE, [JSON.stringify(rows), MAIN_WAREHOUSE]);
  }

  /** The version of each item's lots from now on, `by` further than before. */
  async nextVersions(
    tx: Transaction,
    steps: readonly { readonly sku: string; readonly by: number }[],
  ): Promise<Map<string, number>> {
    const rows = await tx.query<{ sku: string; version: number }>(NEXT, [
      JSON.stringify(steps),
      MAIN_WAREHOUSE,
    ]);
    return new Map(rows.map(({ sku, version }) => [sku, version]));
  }

  /** What has expired or will within so many days of today, the soonest first. */
  expiring(tx: ReadTransaction, today: string, days: number, limit: number): Promise<ExpiringLot[]> {
    return tx.query<ExpiringLot>(EXPIRING, [today, days, limit, MAIN_WAREHOUSE]);
  }
}

const COLUMNS = `lot.sku, lot.lot, to_char(lot.expires_on, 'YYYY-MM-DD') AS "expiresOn", lot.on_hand AS "onHand"`;

const OF = `
  SELECT ${COLUMNS} FROM lot WHERE sku = ANY ($1::text[]) AND warehouse = $2 ORDER BY sku, lot.expires_on, lot.lot`;

const SAVE = `
  INSERT INTO lot (sku, warehouse, lot, expires_on, on_hand)
  SELECT sku, $2, lot, "expiresOn", "onHand"
  FROM jsonb_to_recordset($1::jsonb) AS given (sku text, lot text, "expiresOn" date, "onHand" int)
  ON CONFLICT (sku, warehouse, lot) DO UPDATE SET on_hand = excluded.on_hand`;

const NEXT = `
  UPDATE stock SET lots_version = stock.lots_version + step.by
  FROM jsonb_to_recordset($1::jsonb) AS step (sku text, by int)
  WHERE stock.sku = step.sku AND stock.warehouse = $2
  RETURNING stock.sku, stock.lots_version AS version`;

const EXPIRING = `
  SELECT ${COLUMNS}, item.name_ja AS name, (lot.expires_on - $1::date) AS "daysLeft"
  FROM lot JOIN item USING (sku)
  WHERE lot.on_hand > 0 AND lot.expires_on <= $1::date + $2::int AND lot.warehouse = $4
  ORDER BY lot.expires_on, lot.sku, lot.lot LIMIT $3`;
