import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** A server built without lz4 goes on with its own compression. */
const compressed = (method: 'lz4' | 'default'): string => `
  DO $$ BEGIN
    ALTER TABLE mailbox_mail ALTER text SET COMPRESSION ${method}, ALTER html SET COMPRESSION ${method};
  EXCEPTION WHEN feature_not_supported THEN NULL;
  END $$`;

/**
 * A Message-ID begins with the fact and the kind, which are unique together; said so, it needs no index of its own, the
 * widest of the table, written anew whenever a letter changes its state. The letters of before are checked in the next
 * step. Mails of the mailbox are compressed with less work.
 */
export class CheaperLetters1761000000006 implements SchemaChange {
  readonly name = 'CheaperLetters1761000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter ADD CONSTRAINT letter_message_id_check
          CHECK (starts_with(message_id, '<' || fact_id || '.' || kind || '@')) NOT VALID,
        DROP CONSTRAINT letter_message_id_key;
    `);
    await runner.query(compressed('lz4'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter DROP CONSTRAINT letter_message_id_check,
        ADD CONSTRAINT letter_message_id_key UNIQUE (message_id);
    `);
    await runner.query(compressed('default'));
  }
}
