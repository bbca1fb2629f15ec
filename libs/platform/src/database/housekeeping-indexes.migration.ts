import type { QueryRunner } from 'typeorm';
import type { SchemaChange } from './schema-change.js';

/**
 * Housekeeping finds what is old by B-trees. BRIN served only until the first rows had been deleted: room is used again by
 * newer rows and a summary never shrinks, so that in the end every block range looked old and each round read the whole
 * table. The stock of the inbox turns over in a month, so its dead rows are swept at a fiftieth instead of a fifth.
 */
export class HousekeepingIndexes1760000000003 implements SchemaChange {
  readonly name = 'HousekeepingIndexes1760000000003';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so the tables are small',
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX inbox_heard_at;
      CREATE INDEX inbox_heard_at ON inbox (heard_at);
      ALTER TABLE inbox SET (autovacuum_vacuum_scale_factor = 0.02);
      CREATE INDEX dead_letter_settled ON dead_letter (settled_at) WHERE state IN ('replayed', 'discarded');
      ALTER TABLE timer SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE timer RESET (fillfactor, autovacuum_vacuum_scale_factor);
      DROP INDEX dead_letter_settled;
      ALTER TABLE inbox RESET (autovacuum_vacuum_scale_factor);
      DROP INDEX inbox_heard_at;
      CREATE INDEX inbox_heard_at ON inbox USING brin (heard_at);
    `);
  }
}
