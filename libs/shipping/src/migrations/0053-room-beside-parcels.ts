import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Room on a page of parcels for the next version of one or two of them. */
export class RoomBesideParcels1764000000053 implements SchemaChange {
  readonly name = 'RoomBesideParcels1764000000053';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel SET (fillfactor = 60)');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel RESET (fillfactor)');
  }
}
