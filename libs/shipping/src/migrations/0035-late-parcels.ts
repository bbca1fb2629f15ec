import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * Parcels that missed their pick-up and leave on a later day; `late_move` keeps each move with the day that was promised.
 * `units_awaited_told_at`: the order's buyer was to be told, once, that units of it are awaited.
 */
export class LateParcels1764000000035 implements SchemaChange {
  readonly name = 'LateParcels1764000000035';
  readonly goingBackLoses =
    'which parcels were moved to a later day, and which orders were said to await units';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE parcel ADD COLUMN moved_to date, ADD COLUMN moved_expected_on date;
      ALTER TABLE shipment ADD COLUMN units_awaited_told_at timestamptz;

      CREATE TABLE late_move (
        parcel_id uuid NOT NULL REFERENCES parcel,
        leaves_on date NOT NULL,
        was_to_leave_on date NOT NULL CHECK (was_to_leave_on < leaves_on),
        expected_on date,
        promised_on date,
        misses_promised_day boolean NOT NULL,
        moved_at timestamptz NOT NULL,
        PRIMARY KEY (parcel_id, leaves_on)
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE late_move;
      ALTER TABLE shipment DROP COLUMN units_awaited_told_at;
      ALTER TABLE parcel DROP COLUMN moved_to, DROP COLUMN moved_expected_on;
    `);
  }
}
