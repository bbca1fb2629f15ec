import { Clock, type ReadTransaction, type Transaction } from '@okuru/platform';
import { Injectable } from '@nestjs/common';

/** A sku to count, since somebody did not find what the books say. */
export interface CountTask {
  readonly taskId: string;
  readonly sku: string;
  /** The first report that asked for it. */
  readonly reportId: string;
  readonly openedAt: string;
  readonly onHand: number;
  readonly reserved: number;
}

/** One open task per sku; counting it, whatever came out, closes it. The caller holds the stock row of the sku. */
@Injectable()
export class CountTasks {
  constructor(private readonly clock: Clock) {}

  async open(tx: Transaction, asked: readonly { sku: string; reportId: string }[], at: Date): Promise<void> {
    if (asked.length) await tx.query(OPEN, [JSON.stringify(asked), at]);
  }

  /** How many were open. */
  async close(tx: Transaction, skus: readonly string[], opId: string): Promise<number> {
    return skus.length ? (await tx.query(CLOSE, [skus, opId, this.clock.now()])).length : 0;
  }

  /** Those that wait longest first. */
  list(tx: ReadTransaction, limit: number, after: string | undefined): Promise<CountTask[]> {
    return tx.query<CountTask>(LIST, [limit, after ?? 0]);
  }
}

const OPEN = `
  INSERT INTO count_task (sku, report_id, opened_at)
  SELECT DISTINCT ON (sku) sku, "reportId", $2 FROM jsonb_to_recordset($1::jsonb) AS asked (sku text, "reportId" uuid)
  ON CONFLICT (sku) WHERE closed_at IS NULL DO NOTHING`;

const CLOSE = `
  UPDATE count_task SET closed_at = $3, closed_by = $2 WHERE sku = ANY ($1::text[]) AND closed_at IS NULL
  RETURNING id`;

const LIST = `
  SELECT id::text AS "taskId", sku, report_id AS "reportId", opened_at AS "openedAt", on_hand AS "onHand", reserved
  FROM count_task JOIN stock USING (sku)
  WHERE closed_at IS NULL AND id > $2::bigint ORDER BY count_task.id LIMIT $1`;
