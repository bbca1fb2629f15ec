import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** What carriers billed, row by row, with the verdict on each; and of each item what the master says of its size. */
export class CarrierBills1764000000007 implements SchemaChange {
  readonly name = 'CarrierBills1764000000007';
  readonly goingBackLoses = 'bills of carriers, and what the master says of sizes';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so few parcels have left',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE carrier_bill (
        bill_id uuid PRIMARY KEY,
        carrier text NOT NULL,
        bill_number text NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL CHECK (last_day >= first_day),
        imported_at timestamptz NOT NULL,
        UNIQUE (carrier, bill_number)
      );
      CREATE TABLE carrier_bill_row (
        bill_id uuid NOT NULL REFERENCES carrier_bill,
        row_hash text NOT NULL,
        row_number integer NOT NULL,
        tracking_number text NOT NULL,
        class_code text NOT NULL,
        weight_grams integer CHECK (weight_grams > 0),
        billed_yen integer NOT NULL CHECK (billed_yen >= 0),
        surcharge_yen integer NOT NULL CHECK (surcharge_yen >= 0),
        surcharge_kind text NOT NULL,
        billed_on date NOT NULL,
        parcel_id uuid REFERENCES parcel,
        planned jsonb,
        parts jsonb NOT NULL,
        cause text,
        difference_yen integer NOT NULL,
        held_against_plan boolean NOT NULL,
        single_sku text,
        units integer CHECK (units > 0),
        measured jsonb,
        tare_grams integer,
        over_plan text CHECK (over_plan IN ('bulge', 'weight')),
        PRIMARY KEY (bill_id, row_hash),
        CONSTRAINT difference_has_a_cause CHECK ((cause IS NULL) = (parts = '[]'::jsonb)),
        CONSTRAINT single_item_is_whole CHECK ((single_sku IS NULL) = (units IS NULL) AND (single_sku IS NULL) = (measured IS NULL))
      );
      CREATE INDEX carrier_bill_row_of_number ON carrier_bill_row (tracking_number);
      CREATE INDEX carrier_bill_row_of_item ON carrier_bill_row (single_sku) WHERE single_sku IS NOT NULL;
      CREATE INDEX parcel_by_dispatch ON parcel (carrier, dispatched_at) WHERE dispatched_at IS NOT NULL;

      -- NULL: the item was not heard of since; afterwards size and weight as the master states them.
      ALTER TABLE item ADD COLUMN measured jsonb;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE item DROP COLUMN measured;
      DROP INDEX parcel_by_dispatch;
      DROP TABLE carrier_bill_row, carrier_bill;
    `);
  }
}
