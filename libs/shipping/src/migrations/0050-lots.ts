import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Which lots there are, which of them walks were promised and which went into parcels. */
export class Lots1764000000050 implements SchemaChange {
  readonly name = 'Lots1764000000050';
  readonly goingBackLoses = 'which lots the units of parcels are from';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      -- What inventory last stated of the lots of an item, whole.
      CREATE TABLE item_lots (
        sku text PRIMARY KEY,
        lots_version integer NOT NULL,
        lots jsonb NOT NULL
      );

      -- What a walk is to take of each lot; what it was promised and has not taken yet nobody else is promised.
      CREATE TABLE pick_lot (
        batch_id uuid NOT NULL REFERENCES pick_batch,
        sku text NOT NULL,
        lot text NOT NULL,
        expires_on date NOT NULL,
        promised integer NOT NULL,
        picked integer NOT NULL DEFAULT 0,
        PRIMARY KEY (batch_id, sku, lot),
        CONSTRAINT pick_lot_takes_what_was_promised CHECK (picked BETWEEN 0 AND promised)
      ) WITH (fillfactor = 70);
      CREATE INDEX pick_lot_of_lot ON pick_lot (sku, lot) WHERE picked < promised;

      -- taken_off: inventory has stated that they left the lot, so that item_lots does not hold them any more.
      CREATE TABLE parcel_lot (
        parcel_id uuid NOT NULL REFERENCES parcel,
        sku text NOT NULL,
        lot text NOT NULL,
        expires_on date NOT NULL,
        units integer NOT NULL CONSTRAINT parcel_lot_never_below_nothing CHECK (units >= 0),
        known_by text NOT NULL CHECK (known_by IN ('scan', 'picker', 'books')),
        taken_off boolean NOT NULL DEFAULT false,
        PRIMARY KEY (parcel_id, sku, lot)
      ) WITH (fillfactor = 70);
      CREATE INDEX parcel_lot_of_lot ON parcel_lot (sku, lot, parcel_id);

      ALTER TABLE pick_move ADD COLUMN lots jsonb;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE pick_move DROP COLUMN lots');
    await queryRunner.query('DROP TABLE parcel_lot, pick_lot, item_lots');
  }
}
