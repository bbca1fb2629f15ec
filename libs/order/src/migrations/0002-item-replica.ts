import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** The skus an order may name, as heard from inventory. */
export class ItemReplica1795000000002 implements SchemaChange {
  readonly name = 'ItemReplica1795000000002';
  readonly goingBackLoses = 'the known items; okuru rebuild brings them back';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_replica (
        sku text PRIMARY KEY,
        item_version integer NOT NULL CHECK (item_version >= 1)
      )`);
    await runner.query(`
      CREATE TABLE catalogue_heard (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        version integer NOT NULL CHECK (version >= 0)
      )`);
    await runner.query(`INSERT INTO catalogue_heard (version) VALUES (0)`);
    await runner.query(`
      CREATE TABLE catalogue_item_heard (
        catalogue_version integer NOT NULL,
        sku text NOT NULL,
        catalogue_items integer NOT NULL CHECK (catalogue_items >= 1),
        PRIMARY KEY (catalogue_version, sku)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE catalogue_item_heard, catalogue_heard, item_replica`);
  }
}
