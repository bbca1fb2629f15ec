import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';
import { GIVEN_UP_WHEN_VOID, lifeCycle } from './0021-void-waybills.js';

const CLOSES = "NEW.status IN ('closed', 'dispatched') AND OLD.status NOT IN ('closed', 'dispatched')";

/** The trigger function of the outgrown labels, to the letter. */
const underItsService = (closes = "NEW.status = 'closed' AND OLD.status <> 'closed'"): string => `
      CREATE OR REPLACE FUNCTION parcel_closes_under_its_service() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF ${closes} AND NEW.label_outgrown THEN
          RAISE EXCEPTION 'the service on the label of parcel % may not carry it', OLD.parcel_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;`;

/** The triggers as they were; `when`: for which rows each is asked at all, after a space. */
const triggers = (when = { moves: '', closes: '', numbers: '' }): string => `
      CREATE OR REPLACE TRIGGER parcel_life_cycle BEFORE UPDATE OF status, tracking_number ON parcel
        FOR EACH ROW${when.moves} EXECUTE FUNCTION parcel_life_cycle();
      CREATE OR REPLACE TRIGGER parcel_closes_under_its_service BEFORE UPDATE OF status ON parcel
        FOR EACH ROW${when.closes} EXECUTE FUNCTION parcel_closes_under_its_service();
      CREATE OR REPLACE TRIGGER parcel_takes_no_void_waybill BEFORE UPDATE OF tracking_number ON parcel
        FOR EACH ROW${when.numbers} EXECUTE FUNCTION parcel_takes_no_void_waybill();`;

/**
 * A parcel that is closed and handed over in one request is written once, and the database asks of that one write all that it
 * asked of the two: every unit proven, no outgrown label; the checks of the table see to package, weight, waybill and times.
 * The triggers are called for rows that they have something to say of, and no longer for every row of every step.
 */
export class GateInOneWrite1764000000051 implements SchemaChange {
  readonly name = 'GateInOneWrite1764000000051';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(lifeCycle(GIVEN_UP_WHEN_VOID, ", ('packing', 'dispatched')", CLOSES));
    await queryRunner.query(underItsService(CLOSES));
    await queryRunner.query(
      triggers({
        moves:
          ' WHEN (NEW.status <> OLD.status OR (OLD.tracking_number IS NOT NULL AND NEW.tracking_number IS DISTINCT FROM OLD.tracking_number))',
        closes: ' WHEN (NEW.status <> OLD.status AND NEW.label_outgrown)',
        numbers: ' WHEN (NEW.tracking_number IS DISTINCT FROM OLD.tracking_number)',
      }),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(triggers());
    await queryRunner.query(underItsService());
    await queryRunner.query(lifeCycle(GIVEN_UP_WHEN_VOID));
  }
}
