import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A BRIN index stops helping once rows have been deleted and their room is used again; see the platform's housekeeping indexes. */
export class OperationByAge1764000000011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX operation_at; CREATE INDEX operation_at ON operation (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP INDEX operation_at; CREATE INDEX operation_at ON operation USING brin (at)',
    );
  }
}
