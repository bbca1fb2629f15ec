import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A BRIN index stops helping once rows have been deleted and their room is used again; see the platform's housekeeping indexes. */
export class OperationByAge1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX operation_at; CREATE INDEX operation_at ON operation (at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX operation_at; CREATE INDEX operation_at ON operation USING brin (at)');
  }
}
