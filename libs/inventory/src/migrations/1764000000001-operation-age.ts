import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Answers kept for repeats are deleted by age; they come in that order, so a BRIN index is enough. */
export class OperationAge1764000000001 implements SchemaChange {
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so the table is empty',
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX operation_at ON operation USING brin (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX operation_at');
  }
}
