import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Parcels put aside at the packing table, and why. */
export class HeldParcels1764000000024 implements SchemaChange {
  readonly name = 'HeldParcels1764000000024';
  readonly goingBackLoses = 'why parcels were put aside';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel ADD COLUMN held_reason text, ADD COLUMN held_at timestamptz');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel DROP COLUMN held_reason, DROP COLUMN held_at');
  }
}
