import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';
import { openParcel } from './0022-scan-marks.js';

/**
 * Units that a parcel lacks since they were missing or damaged. The line knows how many, so that the one round trip that
 * opens a parcel reads them; `shortage` knows of which report, so that an answer heard twice counts once.
 */
export class MissingUnits1764000000030 implements SchemaChange {
  readonly name = 'MissingUnits1764000000030';
  readonly goingBackLoses = 'what parcels lack';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE parcel_line
        ADD COLUMN missing integer NOT NULL DEFAULT 0,
        ADD COLUMN awaited_since timestamptz,
        ADD CONSTRAINT parcel_line_lacks_no_proven_unit CHECK (missing >= 0 AND scanned + missing <= quantity) NOT VALID;

      CREATE TABLE shortage (
        report_id uuid NOT NULL,
        line_id text NOT NULL,
        parcel_id uuid NOT NULL REFERENCES parcel,
        order_id uuid NOT NULL,
        sku text NOT NULL,
        cause text NOT NULL CHECK (cause IN ('not-found', 'damaged')),
        units integer NOT NULL CHECK (units > 0),
        taken_out integer NOT NULL CHECK (taken_out BETWEEN 0 AND units),
        missing integer NOT NULL CHECK (missing BETWEEN 0 AND units),
        reported_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, line_id)
      );
      CREATE INDEX shortage_of_parcel ON shortage (parcel_id);
    `);
    await queryRunner.query(openParcel(" 'marks', l.marks, 'missing', l.missing,"));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(openParcel(" 'marks', l.marks,"));
    await queryRunner.query(`
      DROP TABLE shortage;
      ALTER TABLE parcel_line DROP COLUMN missing, DROP COLUMN awaited_since;
    `);
  }
}
