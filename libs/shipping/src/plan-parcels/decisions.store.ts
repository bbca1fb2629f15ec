import { Injectable } from '@nestjs/common';
import { prepared, type Transaction } from '@okuru/platform';
import type { PackageTable } from '../choose-packaging/packaging-demand.js';
import type { RecordedDecision } from '../choose-packaging/recorded-decision.js';

// Shops send the same few baskets, and a record has 13 kB: what stands there already is not sent again. Looked up one by one
// (OFFSET 0 keeps it so), never by a scan of all records.
const KEPT = prepared(`
  SELECT found.name FROM unnest($1::text[]) AS decided (id) CROSS JOIN LATERAL (
    SELECT decision_id AS name FROM packaging_decision WHERE decision_id = decided.id OFFSET 0) AS found
  UNION ALL SELECT version FROM package_table_used WHERE version = $2`);
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
    tx: Pick<Transaction, 'query'>,
    decisions: readonly RecordedDecision[],
    packages: PackageTable,
    at: Date,
  ): Promise<void> {
    if (decisions.length === 0) return;
    const once = new Map(decisions.map((decided) => [decided.decisionId, decided]));
    const found = await tx.query<{ name: string }>(KEPT, [[...once.keys()], packages.version]);
    const kept = new Set(found.map(({ name }) => name));
    const rows = [...once.values()]
      .filter(({ decisionId }) => !kept.has(decisionId))
      .map(
        ({ decisionId, question, record }) =>
          `{"decision_id":"${decisionId}","question":${question},"record":${record}}`,
      );
    if (rows.length > 0) await tx.query(KEEP, [`[${rows.join(',')}]`, at.toISOString()]);
    if (!kept.has(packages.version))
      await tx.query(KEEP_TABLE, [packages.version, JSON.stringify(packages.kinds), at.toISOString()]);
  }
}
