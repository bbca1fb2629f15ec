import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

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
    await queryRunner.query(openParcel("'scanned', l.scanned, 'marks', l.marks, 'missing', l.missing,"));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(openParcel("'scanned', l.scanned, 'marks', l.marks,"));
    await queryRunner.query(`
      DROP TABLE shortage;
      ALTER TABLE parcel_line DROP COLUMN missing, DROP COLUMN awaited_since;
    `);
  }
}

/** As the migration that made it explains; only what it tells of a line differs. */
const openParcel = (proven: string): string => `
      CREATE OR REPLACE FUNCTION open_parcel(wanted uuid, by_key text, by_op text) RETURNS jsonb LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM parcel WHERE parcel_id = wanted FOR UPDATE;
        RETURN (SELECT jsonb_build_object(
          'parcel', (SELECT to_jsonb(p) - 'decision' FROM parcel p WHERE p.parcel_id = wanted),
          'lines', (
            SELECT jsonb_agg(jsonb_build_object(
                'lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity, ${proven} 'item', l.item,
                'barcodes', CASE WHEN i.item_version >= (l.item->>'itemVersion')::integer THEN to_jsonb(i.barcodes)
                                 ELSE l.item->'barcodes' END) ORDER BY l.position)
            FROM parcel_line l LEFT JOIN item i ON i.sku = l.sku WHERE l.parcel_id = wanted),
          'operation', (
            SELECT jsonb_build_object('requestHash', o.request_hash, 'status', o.status, 'body', o.answer)
            FROM operation o WHERE o.key_id = by_key AND o.op_id = by_op)));
      END $$;`;
