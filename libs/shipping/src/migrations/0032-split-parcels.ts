import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

const reasons = (more = ''): string => `
      ALTER TABLE void_waybill DROP CONSTRAINT void_waybill_reason_check,
        ADD CONSTRAINT void_waybill_reason_check
          CHECK (reason IN ('damaged-label', 'printer-fault', 'another-service'${more})) NOT VALID;`;

/**
 * Goods that found no room in their box and went into a second one: which parcel they came from, what its label was void for,
 * and what it lacked and left without.
 */
export class SplitParcels1764000000032 implements SchemaChange {
  readonly name = 'SplitParcels1764000000032';
  readonly goingBackLoses =
    'which parcels were split off which, and the units that a split parcel left without';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE parcel ADD COLUMN split_from uuid;
      ALTER TABLE shortage ADD COLUMN item jsonb;
      CREATE TABLE parcel_split (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parcel_id uuid NOT NULL REFERENCES parcel,
        order_id uuid NOT NULL,
        decision_id text,
        from_code text,
        to_code text,
        parcels integer NOT NULL,
        extra_yen integer,
        at timestamptz NOT NULL
      );
      CREATE INDEX parcel_split_of_parcel ON parcel_split (parcel_id);
      CREATE INDEX parcel_split_of_order ON parcel_split (order_id, decision_id);
    `);
    await queryRunner.query(reasons(", 'parcel-split'"));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE parcel_split;
      UPDATE void_waybill SET reason = 'another-service' WHERE reason = 'parcel-split';
    `);
    await queryRunner.query(reasons());
    await queryRunner.query(`
      ALTER TABLE void_waybill VALIDATE CONSTRAINT void_waybill_reason_check;
      ALTER TABLE shortage DROP COLUMN item;
      ALTER TABLE parcel DROP COLUMN split_from;
    `);
  }
}
