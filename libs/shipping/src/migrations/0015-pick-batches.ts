import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Walks through the shelves, the totes on them and what went into which; and which items look alike, for whoever picks. */
export class PickBatches1764000000015 implements SchemaChange {
  readonly name = 'PickBatches1764000000015';
  readonly goingBackLoses = 'batches that were picked and what was short';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so the table is small',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE pick_batch (
        batch_id uuid PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('open', 'finished')),
        started_by text NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT finished_says_when CHECK ((status = 'finished') = (finished_at IS NOT NULL))
      );
      CREATE INDEX pick_batch_by_status ON pick_batch (status, batch_id);

      CREATE TABLE pick_slot (
        batch_id uuid NOT NULL REFERENCES pick_batch,
        slot smallint NOT NULL CHECK (slot BETWEEN 1 AND 12),
        parcel_id uuid NOT NULL REFERENCES parcel,
        -- Nothing went into its tote: the parcel waits for another batch.
        released boolean NOT NULL DEFAULT false,
        PRIMARY KEY (batch_id, slot)
      );
      -- However two people begin at once: a parcel is picked by one of them.
      CREATE UNIQUE INDEX pick_slot_holds_parcel ON pick_slot (parcel_id) WHERE NOT released;

      CREATE TABLE pick_unit (
        batch_id uuid NOT NULL,
        slot smallint NOT NULL,
        sku text NOT NULL,
        quantity integer NOT NULL CHECK (quantity > 0),
        picked integer NOT NULL DEFAULT 0 CHECK (picked >= 0),
        short integer NOT NULL DEFAULT 0 CHECK (short >= 0),
        PRIMARY KEY (batch_id, slot, sku),
        FOREIGN KEY (batch_id, slot) REFERENCES pick_slot,
        CONSTRAINT never_more_than_needed CHECK (picked + short <= quantity)
      ) WITH (fillfactor = 70);

      CREATE TABLE pick_move (
        batch_id uuid NOT NULL REFERENCES pick_batch,
        seq integer NOT NULL,
        kind text NOT NULL CHECK (kind IN ('picked', 'short')),
        sku text NOT NULL,
        fills jsonb NOT NULL,
        key_id text NOT NULL,
        op_id text NOT NULL,
        at timestamptz NOT NULL,
        taken_back_at timestamptz,
        PRIMARY KEY (batch_id, seq)
      );

      ALTER TABLE item ADD COLUMN look_alike_group text;
      CREATE INDEX item_by_look_alike_group ON item (look_alike_group, sku) WHERE look_alike_group IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      DROP INDEX item_by_look_alike_group;
      ALTER TABLE item DROP COLUMN look_alike_group;
      DROP TABLE pick_move, pick_unit, pick_slot, pick_batch;
    `);
  }
}
