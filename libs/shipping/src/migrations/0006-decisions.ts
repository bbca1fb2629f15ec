import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * The records of choices, each kept once: parcels of one order, and orders of the same goods to the same prefecture, share one.
 * Beside them the package tables they were computed from, so that a record can be computed again.
 */
export class Decisions1764000000006 implements SchemaChange {
  readonly name = 'Decisions1764000000006';
  readonly goingBackLoses = 'the records of choices';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, and the index is over a new column',
  };

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE packaging_decision (
        decision_id text PRIMARY KEY,
        question jsonb NOT NULL,
        record jsonb NOT NULL,
        decided_at timestamptz NOT NULL
      );
      CREATE TABLE package_table_used (
        version text PRIMARY KEY,
        kinds jsonb NOT NULL,
        first_used_at timestamptz NOT NULL
      );
      ALTER TABLE parcel ADD decision_id text REFERENCES packaging_decision;
      CREATE INDEX parcel_by_decision ON parcel (decision_id) WHERE decision_id IS NOT NULL;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE parcel DROP decision_id;
      DROP TABLE packaging_decision, package_table_used;
    `);
  }
}
