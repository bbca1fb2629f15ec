import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** What was answered to which request; the hash of a body, never a body. */
export class Idempotency1795000000003 implements SchemaChange {
  readonly name = 'Idempotency1795000000003';
  readonly goingBackLoses = 'what was answered to which request';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE idempotency (
        key_id text NOT NULL,
        operation text NOT NULL,
        idempotency_key text NOT NULL CHECK (length(idempotency_key) BETWEEN 1 AND 128),
        body_hash char(64) NOT NULL,
        order_id uuid,
        outcome json NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (key_id, operation, idempotency_key)
      )`);
    await runner.query(
      `COMMENT ON COLUMN idempotency.outcome IS 'json, not jsonb: a repeat is answered byte by byte'`,
    );
    await runner.query(`CREATE INDEX idempotency_by_age ON idempotency (created_at)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency`);
  }
}
