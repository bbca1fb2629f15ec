import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** At which station the units of a parcel are being proven; null: at none, or it did not say its name. */
export class ProvingStation1764000000038 implements SchemaChange {
  readonly name = 'ProvingStation1764000000038';
  readonly goingBackLoses = 'at which station the units of open parcels were proven';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel ADD COLUMN proving_station text');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel DROP COLUMN proving_station');
  }
}
