import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Numbers that were void before are held against the reasons there are now, while everybody reads and writes. */
export class SplitParcelsChecked1764000000033 implements SchemaChange {
  readonly name = 'SplitParcelsChecked1764000000033';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE void_waybill VALIDATE CONSTRAINT void_waybill_reason_check');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE void_waybill DROP CONSTRAINT void_waybill_reason_check,
        ADD CONSTRAINT void_waybill_reason_check
          CHECK (reason IN ('damaged-label', 'printer-fault', 'another-service', 'parcel-split')) NOT VALID`);
  }
}
