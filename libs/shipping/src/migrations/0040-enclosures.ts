import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * The checklist of what goes into a parcel beside the goods, as the shop had it when packing began, with its ticks; null: there
 * is none, or packing has not begun. `open_parcel` gives every column of the parcel.
 */
export class Enclosures1764000000040 implements SchemaChange {
  readonly name = 'Enclosures1764000000040';
  readonly goingBackLoses = 'which enclosures lie in which parcel';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel ADD COLUMN enclosures jsonb');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel DROP COLUMN enclosures');
  }
}
