import type { QueryRunner } from 'typeorm';
import type { SchemaChange } from './schema-change.js';

/** Questions of the moment must not fill the archive; the index finds them without reading it. */
export class PassingFacts1760000000002 implements SchemaChange {
  readonly goingBackLoses = 'which facts are passing';
  readonly allowed = {
    'index-not-concurrently': 'nothing ran before the first release, so no archive is large',
  };

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE event ADD COLUMN passing boolean NOT NULL DEFAULT false;
      CREATE INDEX event_passing ON event (time) WHERE passing;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE event DROP COLUMN passing');
  }
}
