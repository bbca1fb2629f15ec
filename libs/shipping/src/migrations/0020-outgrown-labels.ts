import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** A label whose service may not carry the parcel any more: it is known, and the database repeats that nothing closes under it. */
export class OutgrownLabels1764000000020 implements SchemaChange {
  readonly name = 'OutgrownLabels1764000000020';
  readonly goingBackLoses = 'which labels name a service that may not carry their parcel';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE parcel ADD COLUMN label_outgrown boolean NOT NULL DEFAULT false;
      CREATE FUNCTION parcel_closes_under_its_service() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.status = 'closed' AND OLD.status <> 'closed' AND NEW.label_outgrown THEN
          RAISE EXCEPTION 'the service on the label of parcel % may not carry it', OLD.parcel_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER parcel_closes_under_its_service BEFORE UPDATE OF status ON parcel
        FOR EACH ROW EXECUTE FUNCTION parcel_closes_under_its_service();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TRIGGER parcel_closes_under_its_service ON parcel;
      DROP FUNCTION parcel_closes_under_its_service;
      ALTER TABLE parcel DROP COLUMN label_outgrown;
    `);
  }
}
