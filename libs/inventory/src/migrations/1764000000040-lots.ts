import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * Lots with their day of expiry. Whether an item is kept by lot stands on its stock row as well, which everybody who moves
 * units locks and reads anyway; goods without lots meet nothing new.
 */
export class Lots1764000000040 implements SchemaChange {
  readonly name = 'Lots1764000000040';
  readonly goingBackLoses = 'lots, their days of expiry and which units were of which';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE lot');
    await runner.query('ALTER TABLE movement DROP COLUMN lot');
    await runner.query('ALTER TABLE stock DROP COLUMN by_lot, DROP COLUMN lots_version');
    await runner.query('ALTER TABLE item DROP COLUMN lot_controlled');
  }
}

const TABLES = [
  'ALTER TABLE item ADD COLUMN lot_controlled boolean NOT NULL DEFAULT false',
  // The version never begins anew, so that whoever hears of it is not deceived by an item that was unmarked and marked again.
  `ALTER TABLE stock ADD COLUMN by_lot boolean NOT NULL DEFAULT false,
     ADD COLUMN lots_version integer NOT NULL DEFAULT 0`,
  'ALTER TABLE movement ADD COLUMN lot text',
  // A lot that is used up stays, so that its day of expiry is known when units of it come again.
  `CREATE TABLE lot (
     sku text COLLATE "C" NOT NULL,
     warehouse text NOT NULL,
     lot text COLLATE "C" NOT NULL CHECK (lot <> ''),
     expires_on date NOT NULL,
     on_hand integer NOT NULL,
     PRIMARY KEY (sku, warehouse, lot),
     FOREIGN KEY (sku, warehouse) REFERENCES stock,
     CONSTRAINT lot_never_below_nothing CHECK (on_hand >= 0)
   ) WITH (fillfactor = 70)`,
  'CREATE INDEX lot_by_expiry ON lot (expires_on, sku, lot) WHERE on_hand > 0',
];
