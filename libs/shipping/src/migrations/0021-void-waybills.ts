import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** When the units of a parcel must all be proven. */
const CLOSES = "NEW.status = 'closed' AND OLD.status <> 'closed'";

/**
 * The trigger of the first migration, to the letter; `exception`: when a waybill may be given up, after a space; `more`: which
 * moves there are besides, after a comma.
 */
export const lifeCycle = (exception = '', more = '', closes = CLOSES): string => `
      CREATE OR REPLACE FUNCTION parcel_life_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.tracking_number IS NOT NULL AND NEW.tracking_number IS DISTINCT FROM OLD.tracking_number${exception} THEN
          RAISE EXCEPTION 'parcel % has its waybill already', OLD.parcel_id USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
          ('planned', 'packing'), ('planned', 'voided'), ('packing', 'closed'), ('packing', 'voided'),
          ('closed', 'dispatched'), ('closed', 'voided'), ('dispatched', 'delivered')${more})
        THEN
          RAISE EXCEPTION 'a % parcel cannot become %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF ${closes} AND EXISTS (
          SELECT FROM parcel_line WHERE parcel_id = NEW.parcel_id AND scanned < quantity)
        THEN
          RAISE EXCEPTION 'parcel % holds a unit that was not proven', OLD.parcel_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;`;

/** Once it stands among the void ones. */
export const GIVEN_UP_WHEN_VOID =
  ' AND NOT EXISTS (SELECT FROM void_waybill WHERE tracking_number = OLD.tracking_number AND parcel_id = OLD.parcel_id)';

/**
 * Labels that were printed again: their numbers stay known as void. A parcel gives a number up only once it stands there, and
 * none that stands there becomes a parcel's again, whoever writes.
 */
export class VoidWaybills1764000000021 implements SchemaChange {
  readonly name = 'VoidWaybills1764000000021';
  readonly goingBackLoses = 'which waybills were printed again and are void';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE void_waybill (
        tracking_number text PRIMARY KEY,
        parcel_id uuid NOT NULL REFERENCES parcel,
        reason text NOT NULL CHECK (reason IN ('damaged-label', 'printer-fault', 'another-service')),
        voided_at timestamptz NOT NULL,
        key_id text NOT NULL,
        op_id text NOT NULL,
        UNIQUE (key_id, op_id)
      );
      CREATE INDEX void_waybill_of_parcel ON void_waybill (parcel_id);
      CREATE TABLE simulated_reprint (
        parcel_id uuid NOT NULL,
        issue integer NOT NULL CHECK (issue > 1),
        serial bigint NOT NULL UNIQUE DEFAULT nextval('simulated_waybill_serial'),
        PRIMARY KEY (parcel_id, issue)
      );
      ALTER TABLE parcel ADD COLUMN label_issue integer NOT NULL DEFAULT 1;
      CREATE FUNCTION parcel_takes_no_void_waybill() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.tracking_number IS DISTINCT FROM OLD.tracking_number
          AND EXISTS (SELECT FROM void_waybill WHERE tracking_number = NEW.tracking_number)
        THEN
          RAISE EXCEPTION 'waybill % is void', NEW.tracking_number USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER parcel_takes_no_void_waybill BEFORE UPDATE OF tracking_number ON parcel
        FOR EACH ROW EXECUTE FUNCTION parcel_takes_no_void_waybill();
    `);
    await queryRunner.query(lifeCycle(GIVEN_UP_WHEN_VOID));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(lifeCycle());
    await queryRunner.query(`
      DROP TRIGGER parcel_takes_no_void_waybill ON parcel;
      DROP FUNCTION parcel_takes_no_void_waybill;
      ALTER TABLE parcel DROP COLUMN label_issue;
      DROP TABLE simulated_reprint, void_waybill;
    `);
  }
}
