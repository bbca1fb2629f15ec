import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Orders as shipping knows them, their parcels, and the gate repeated by the database. */
export class Parcels1764000000001 implements SchemaChange {
  readonly name = 'Parcels1764000000001';
  readonly goingBackLoses = 'orders to ship and their parcels';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE shipment (
        order_id uuid PRIMARY KEY,
        confirmed jsonb,
        reservations jsonb NOT NULL DEFAULT '[]',
        parcel_count integer NOT NULL DEFAULT 0,
        planning_refused_at timestamptz,
        voided_at timestamptz
      );
      CREATE INDEX shipment_planning_refused ON shipment (planning_refused_at)
        WHERE planning_refused_at IS NOT NULL AND voided_at IS NULL;

      CREATE TABLE parcel (
        parcel_id uuid PRIMARY KEY,
        order_id uuid NOT NULL REFERENCES shipment,
        reference text NOT NULL,
        temperature text NOT NULL CHECK (temperature IN ('ambient', 'chilled', 'frozen')),
        status text NOT NULL CHECK (status IN ('planned', 'packing', 'closed', 'dispatched', 'delivered', 'voided')),
        package_code text,
        carrier text,
        service text,
        planned_yen integer CHECK (planned_yen >= 0),
        decision jsonb NOT NULL,
        weight_grams integer CHECK (weight_grams > 0),
        label_asked_at timestamptz,
        tracking_number text UNIQUE,
        planned_at timestamptz NOT NULL,
        closed_at timestamptz,
        dispatched_at timestamptz,
        delivered_at timestamptz,
        voided_at timestamptz,
        CONSTRAINT carriage_is_whole CHECK (
          (carrier IS NULL) = (service IS NULL) AND (carrier IS NULL) = (planned_yen IS NULL)),
        CONSTRAINT waybill_was_asked CHECK (tracking_number IS NULL OR label_asked_at IS NOT NULL),
        CONSTRAINT label_has_a_carrier CHECK (label_asked_at IS NULL OR carrier IS NOT NULL),
        CONSTRAINT closed_means_proven CHECK (
          status NOT IN ('closed', 'dispatched', 'delivered')
          OR (package_code IS NOT NULL AND weight_grams IS NOT NULL AND tracking_number IS NOT NULL AND closed_at IS NOT NULL)),
        CONSTRAINT dispatched_was_closed CHECK ((status IN ('dispatched', 'delivered')) = (dispatched_at IS NOT NULL)),
        CONSTRAINT delivered_says_when CHECK ((status = 'delivered') = (delivered_at IS NOT NULL)),
        CONSTRAINT voided_says_when CHECK ((status = 'voided') = (voided_at IS NOT NULL))
      );
      CREATE INDEX parcel_of_order ON parcel (order_id);
      CREATE INDEX parcel_by_status ON parcel (status, parcel_id);

      CREATE TABLE parcel_line (
        parcel_id uuid NOT NULL REFERENCES parcel ON DELETE CASCADE,
        position integer NOT NULL,
        line_id text NOT NULL,
        sku text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        scanned integer NOT NULL DEFAULT 0,
        item jsonb NOT NULL,
        PRIMARY KEY (parcel_id, line_id),
        CONSTRAINT never_more_than_asked CHECK (scanned BETWEEN 0 AND quantity)
      ) WITH (fillfactor = 70);

      -- The life cycle of parcel.ts once more, for whoever writes past the service.
      CREATE FUNCTION parcel_life_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.tracking_number IS NOT NULL AND NEW.tracking_number IS DISTINCT FROM OLD.tracking_number THEN
          RAISE EXCEPTION 'parcel % has its waybill already', OLD.parcel_id USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status <> OLD.status AND (OLD.status, NEW.status) NOT IN (
          ('planned', 'packing'), ('planned', 'voided'), ('packing', 'closed'), ('packing', 'voided'),
          ('closed', 'dispatched'), ('closed', 'voided'), ('dispatched', 'delivered'))
        THEN
          RAISE EXCEPTION 'a % parcel cannot become %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
        END IF;
        IF NEW.status = 'closed' AND OLD.status <> 'closed' AND EXISTS (
          SELECT FROM parcel_line WHERE parcel_id = NEW.parcel_id AND scanned < quantity)
        THEN
          RAISE EXCEPTION 'parcel % holds a unit that was not proven', OLD.parcel_id USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER parcel_life_cycle BEFORE UPDATE OF status, tracking_number ON parcel
        FOR EACH ROW EXECUTE FUNCTION parcel_life_cycle();
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP TABLE parcel_line, parcel, shipment;
      DROP FUNCTION parcel_life_cycle();
    `);
  }
}
