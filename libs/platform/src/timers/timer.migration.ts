import type { QueryRunner } from 'typeorm';
import type { SchemaChange } from '../database/schema-change.js';

/** Business timers of a service. `retry_at` is database time: it spaces the tries of a timer whose handler failed. */
export class TimerTable1760000000001 implements SchemaChange {
  readonly goingBackLoses = 'every timer';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE timer (
        kind text COLLATE "C" NOT NULL,
        key text COLLATE "C" NOT NULL,
        due_at timestamptz NOT NULL,
        payload jsonb,
        attempts int NOT NULL DEFAULT 0,
        retry_at timestamptz,
        PRIMARY KEY (kind, key)
      );
      CREATE INDEX timer_due ON timer (kind, due_at, key);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE timer');
  }
}
