import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * What was decided never changes, and the row around it does at every step of the packing table. Kept out of line, a step
 * writes the row alone; with some room left on the page, mostly without new index entries. Rows of before stay as they are.
 */
export class DecisionBesideTheRow1764000000012 implements SchemaChange {
  readonly name = 'DecisionBesideTheRow1764000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel SET (toast_tuple_target = 512, fillfactor = 70)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel RESET (toast_tuple_target, fillfactor)');
  }
}
