import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers kept for repeats are deleted by age; they come in that order, so a BRIN index is enough. */
export class OperationAge1764000000004 implements MigrationInterface {
  readonly name = 'OperationAge1764000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('CREATE INDEX operation_at ON operation USING brin (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX operation_at');
  }
}
