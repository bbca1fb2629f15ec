import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Where wrong scans are stopped, by device and never by person; and what was wrong all the same, as buyers found. */
export class Quality1764000000036 implements SchemaChange {
  readonly name = 'Quality1764000000036';
  readonly goingBackLoses = 'parcels that left wrong, and the devices on which scans were stopped';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE blocked_scan ADD COLUMN station text;

      CREATE TABLE mis_shipment (
        parcel_id uuid PRIMARY KEY REFERENCES parcel,
        kind text NOT NULL CHECK (kind IN ('wrong-item', 'wrong-label')),
        recorded_at timestamptz NOT NULL
      );
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE mis_shipment;
      ALTER TABLE blocked_scan DROP COLUMN station;
    `);
  }
}
