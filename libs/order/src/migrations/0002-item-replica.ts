import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The skus an order may name, as heard from inventory. */
export class ItemReplica1795000000002 implements MigrationInterface {
  readonly name = 'ItemReplica1795000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE item_replica (
        sku text PRIMARY KEY,
        item_version integer NOT NULL CHECK (item_version >= 1),
        catalogue_version integer NOT NULL CHECK (catalogue_version >= 1)
      )`);
    await runner.query(`CREATE INDEX item_replica_by_catalogue_version ON item_replica (catalogue_version)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE item_replica`);
  }
}
