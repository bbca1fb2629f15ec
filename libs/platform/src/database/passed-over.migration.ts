import type { QueryRunner } from 'typeorm';
import type { SchemaChange } from './schema-change.js';

/**
 * What a service passes over is remembered by the batch: one row with the ids of all of it instead of a row each in the
 * inbox (ADR 14). `heard` is both memories as one. Ids do not shrink when they are compressed.
 */
export class PassedOver1760000000004 implements SchemaChange {
  readonly name = 'PassedOver1760000000004';
  readonly goingBackLoses = 'nothing: what was passed over goes into the inbox, a row each';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE passed_over (
        consumer text COLLATE "C" NOT NULL,
        topic text COLLATE "C" NOT NULL,
        partition int NOT NULL,
        first_offset bigint NOT NULL,
        event_ids uuid[] NOT NULL,
        passed_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (consumer, topic, partition, first_offset)
      );
      ALTER TABLE passed_over ALTER COLUMN event_ids SET STORAGE EXTERNAL;
      CREATE INDEX passed_over_passed_at ON passed_over (passed_at);
      CREATE VIEW heard AS
        SELECT event_id, consumer, heard_at FROM inbox
        UNION ALL
        SELECT unnest(event_ids), consumer, passed_at FROM passed_over;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO inbox (event_id, consumer, heard_at)
      SELECT event_id, consumer, min(heard_at) FROM heard GROUP BY event_id, consumer
      ON CONFLICT DO NOTHING;
      DROP VIEW heard;
      DROP TABLE passed_over;
    `);
  }
}
