import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** The rows of before are held against what lines may lack, while everybody reads and writes. */
export class MissingUnitsChecked1764000000031 implements SchemaChange {
  readonly name = 'MissingUnitsChecked1764000000031';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE parcel_line VALIDATE CONSTRAINT parcel_line_lacks_no_proven_unit');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE parcel_line DROP CONSTRAINT parcel_line_lacks_no_proven_unit;
      ALTER TABLE parcel_line ADD CONSTRAINT parcel_line_lacks_no_proven_unit
        CHECK (missing >= 0 AND scanned + missing <= quantity) NOT VALID;
    `);
  }
}
