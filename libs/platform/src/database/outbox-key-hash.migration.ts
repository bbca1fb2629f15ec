import type { QueryRunner } from 'typeorm';
import type { SchemaChange } from './schema-change.js';

/**
 * Kafka's hash of the fact's key, so that a relay whose log is in the same database can move facts without seeing them.
 * Empty in rows of the release before and of a refill: these are sent the long way.
 */
export class OutboxKeyHash1760000000005 implements SchemaChange {
  readonly name = 'OutboxKeyHash1760000000005';
  readonly goingBackLoses = 'nothing that is kept: facts are sent by way of the process again, as before';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox ADD COLUMN key_hash int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE outbox DROP COLUMN key_hash');
  }
}
