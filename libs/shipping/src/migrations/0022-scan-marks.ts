import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** `open_parcel` as the second migration has it, to the letter; `more`: what it shows of a line beside, after a space. */
export const openParcel = (more = ''): string => `
      CREATE OR REPLACE FUNCTION open_parcel(wanted uuid, by_key text, by_op text) RETURNS jsonb LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM FROM parcel WHERE parcel_id = wanted FOR UPDATE;
        RETURN (SELECT jsonb_build_object(
          'parcel', (SELECT to_jsonb(p) - 'decision' FROM parcel p WHERE p.parcel_id = wanted),
          'lines', (
            SELECT jsonb_agg(jsonb_build_object(
                'lineId', l.line_id, 'sku', l.sku, 'quantity', l.quantity, 'scanned', l.scanned,${more} 'item', l.item,
                'barcodes', CASE WHEN i.item_version >= (l.item->>'itemVersion')::integer THEN to_jsonb(i.barcodes)
                                 ELSE l.item->'barcodes' END) ORDER BY l.position)
            FROM parcel_line l LEFT JOIN item i ON i.sku = l.sku WHERE l.parcel_id = wanted),
          'operation', (
            SELECT jsonb_build_object('requestHash', o.request_hash, 'status', o.status, 'body', o.answer)
            FROM operation o WHERE o.key_id = by_key AND o.op_id = by_op)));
      END $$;`;

/** Which scans filled a line last, in pairs of their place in the parcel and their units: the last one can be taken back. */
export class ScanMarks1764000000022 implements SchemaChange {
  readonly name = 'ScanMarks1764000000022';
  readonly goingBackLoses = 'which scan of a parcel was the last';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE parcel_line ADD COLUMN marks integer[] NOT NULL DEFAULT '{}'`);
    await queryRunner.query(openParcel(" 'marks', l.marks,"));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(openParcel());
    await queryRunner.query('ALTER TABLE parcel_line DROP COLUMN marks');
  }
}
