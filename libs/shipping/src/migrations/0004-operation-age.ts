import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Answers kept for repeats are deleted by age; they come in that order, so a BRIN index is enough. */
export class OperationAge1764000000004 implements SchemaChange {
  readonly name = 'OperationAge1764000000004';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so the table is empty',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX operation_at ON operation USING brin (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX operation_at');
  }
}
