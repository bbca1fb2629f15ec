import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * What was decided never changes, and the row around it does at every step of the packing table. PostgreSQL moves nothing out of
 * a row of less than 2 kB; of a larger one it would compress the decision and leave it where it is, to be written at every step.
 */
export class DecisionBesideTheRow1764000000012 implements SchemaChange {
  readonly name = 'DecisionBesideTheRow1764000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel SET (toast_tuple_target = 512)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel RESET (toast_tuple_target)');
  }
}
