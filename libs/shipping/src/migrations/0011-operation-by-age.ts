import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** A BRIN index stops helping once rows have been deleted and their room is used again; see the platform's housekeeping indexes. */
export class OperationByAge1764000000011 implements SchemaChange {
  readonly name = 'OperationByAge1764000000011';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so the table is small',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP INDEX operation_at; CREATE INDEX operation_at ON operation (at)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      'DROP INDEX operation_at; CREATE INDEX operation_at ON operation USING brin (at)',
    );
  }
}
