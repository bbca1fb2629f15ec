import { Injectable } from '@nestjs/common';
import type { Transaction } from '@okuru/platform';
import type { PackageTable } from '../choose-packaging/packaging-demand.js';
import type { RecordedDecision } from '../choose-packaging/recorded-decision.js';

// Sorted, so that two batches with the same choices wait for each other instead of deadlocking.
const KEEP = `
  INSERT INTO packaging_decision (decision_id, question, record, decided_at)
  SELECT decision_id, question, record, $2::timestamptz
  FROM jsonb_to_recordset($1::jsonb) AS decided (decision_id text, question jsonb, record jsonb)
  ORDER BY decision_id ON CONFLICT DO NOTHING`;
const KEEP_TABLE = `
  INSERT INTO package_table_used (version, kinds, first_used_at) VALUES ($1, $2::jsonb, $3::timestamptz)
  ON CONFLICT DO NOTHING`;

/** Keeps each record once, and the package table it was computed from. */
@Injectable()
export class Decisions {
  async keep(
    tx: Transaction,
    decisions: readonly RecordedDecision[],
    packages: PackageTable,
    at: Date,
  ): Promise<void> {
    if (decisions.length === 0) return;
    const once = [...new Map(decisions.map((decided) => [decided.decisionId, decided])).values()];
    const rows = once.map(({ decisionId, question, record }) => ({
      ...{ decision_id: decisionId, question, record },
    }));
    await tx.query(KEEP, [JSON.stringify(rows), at.toISOString()]);
    await tx.query(KEEP_TABLE, [packages.version, JSON.stringify(packages.kinds), at.toISOString()]);
  }
}
