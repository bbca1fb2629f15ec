import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** Questions about other tables, with the tables of the moment they were asked, and how far their answers are. */
export class WhatIf1764000000008 implements SchemaChange {
  readonly name = 'WhatIf1764000000008';
  readonly goingBackLoses = 'questions asked and their answers';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE what_if (
        what_if_id uuid PRIMARY KEY,
        state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
        from_day date NOT NULL,
        to_day date NOT NULL CHECK (to_day >= from_day),
        asked jsonb NOT NULL,
        now_tables jsonb NOT NULL,
        then_tables jsonb NOT NULL,
        total integer NOT NULL CHECK (total >= 0),
        figures jsonb NOT NULL,
        after_parcel uuid,
        tries integer NOT NULL DEFAULT 0,
        asked_at timestamptz NOT NULL,
        finished_at timestamptz,
        CONSTRAINT finished_says_when CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
      );
      CREATE INDEX what_if_unfinished ON what_if (asked_at) WHERE state IN ('waiting', 'running');
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE what_if');
  }
}
