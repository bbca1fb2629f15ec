import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** What people do with parcels: each action once, each near miss, and the one round trip that opens a parcel. */
export class Work1764000000002 implements SchemaChange {
  readonly name = 'Work1764000000002';
  readonly goingBackLoses = 'what people did with parcels';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE item (
        sku text PRIMARY KEY,
        item_version integer NOT NULL,
        name_ja text NOT NULL,
        name_en text NOT NULL,
        barcodes text[] NOT NULL
      );
      CREATE INDEX item_by_barcode ON item USING gin (barcodes);

      CREATE TABLE operation (
        key_id text NOT NULL,
        op_id text NOT NULL,
        request_hash text NOT NULL,
        status smallint NOT NULL,
        answer jsonb NOT NULL,
        parcel_id uuid,
        at timestamptz NOT NULL,
        PRIMARY KEY (key_id, op_id)
      );

      CREATE TABLE blocked_scan (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parcel_id uuid,
        order_id uuid,
        reason text NOT NULL,
        scanned text NOT NULL,
        scanned_sku text,
        expected_sku text,
        at timestamptz NOT NULL
      );
      CREATE INDEX blocked_scan_of_parcel ON blocked_scan (parcel_id);

      CREATE TABLE package_change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        parcel_id uuid NOT NULL REFERENCES parcel,
        from_code text,
        to_code text NOT NULL,
        reason text NOT NULL,
        extra_yen integer,
        at timestamptz NOT NULL
      );
      CREATE INDEX package_change_of_parcel ON package_change (parcel_id);

      CREATE SEQUENCE simulated_waybill_serial;
      CREATE TABLE simulated_waybill (
        parcel_id uuid PRIMARY KEY,
        serial bigint NOT NULL UNIQUE DEFAULT nextval('simulated_waybill_serial')
      );

      -- Locks the parcel, then reads. Two statements on purpose: a single SELECT … FOR UPDATE that had to wait would show
      -- the lines and operations of before the wait; inside a function the second statement sees what the other station wrote.
      CREATE FUNCTION open_parcel(wanted uuid, by_key text, by_op text) RETURNS jsonb LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM parcel WHERE parcel_id = wanted FOR UPDATE;
        RETURN (SELECT jsonb_build_object(
          'parcel', (SELECT to_jsonb(p) - 'decision' FROM parcel p WHERE p.parcel_id = wanted),
          'lines', (
            SELECT jsonb_agg(jsonb_build_object(
                'lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity, 'scanned', l.scanned, 'item', l.item,
                'barcodes', CASE WHEN i.item_version >= (l.item->>'itemVersion')::integer THEN to_jsonb(i.barcodes)
                                 ELSE l.item->'barcodes' END) ORDER BY l.position)
            FROM parcel_line l LEFT JOIN item i ON i.sku = l.sku WHERE l.parcel_id = wanted),
          'operation', (
            SELECT jsonb_build_object('requestHash', o.request_hash, 'status', o.status, 'body', o.answer)
            FROM operation o WHERE o.key_id = by_key AND o.op_id = by_op)));
      END $$;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP FUNCTION open_parcel(uuid, text, text);
      DROP TABLE simulated_waybill, package_change, blocked_scan, operation, item;
      DROP SEQUENCE simulated_waybill_serial;
    `);
  }
}
