import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Units reported missing or damaged, what came in their place, and what is to be counted since it was not found. */
export class MissingUnits1764000000030 implements SchemaChange {
  readonly name = 'MissingUnits1764000000030';
  readonly goingBackLoses = 'reports of missing units and open counts';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE count_task, missing_units');
  }
}

const TABLES = [
  // One row for each line of a report. `units` are owed to the order line, `written_off` left the ledger for it.
  `CREATE TABLE missing_units (
     id bigint GENERATED ALWAYS AS IDENTITY,
     report_id uuid NOT NULL,
     line_id text NOT NULL,
     order_id uuid NOT NULL,
     parcel_id uuid NOT NULL,
     sku text COLLATE "C" NOT NULL,
     cause text NOT NULL CHECK (cause IN ('not-found', 'damaged')),
     units integer NOT NULL,
     replaced integer NOT NULL DEFAULT 0,
     written_off integer NOT NULL,
     at timestamptz NOT NULL,
     awaited_at timestamptz,
     PRIMARY KEY (report_id, line_id),
     CONSTRAINT missing_units_replaced_once CHECK (replaced BETWEEN 0 AND units),
     CONSTRAINT missing_units_owed_are_written_off CHECK (units <= written_off)
   )`,
  'CREATE INDEX missing_units_owed ON missing_units (order_id, line_id) WHERE replaced < units',

  `CREATE TABLE count_task (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     sku text COLLATE "C" NOT NULL,
     report_id uuid NOT NULL,
     opened_at timestamptz NOT NULL,
     closed_at timestamptz,
     closed_by text,
     CONSTRAINT count_task_closed_says_by_what CHECK ((closed_at IS NULL) = (closed_by IS NULL))
   )`,
  'CREATE UNIQUE INDEX count_task_open ON count_task (sku) WHERE closed_at IS NULL',
];
