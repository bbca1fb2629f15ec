import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * Where the answers to a rehearsal meet: the process that hears one need not be the one that waits. A row lives as long
 * as somebody waits; after a crash of the database nobody does, so the table is not logged.
 */
export class Rehearsal1795000000004 implements SchemaChange {
  readonly name = 'Rehearsal1795000000004';
  readonly goingBackLoses = 'rehearsals under way';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE UNLOGGED TABLE rehearsal (
        rehearsal_id uuid PRIMARY KEY,
        asked_at timestamptz NOT NULL DEFAULT now(),
        stocked jsonb,
        answered jsonb
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rehearsal`);
  }
}
