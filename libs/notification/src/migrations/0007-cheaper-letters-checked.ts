import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/** The Message-IDs of before are held against their facts, while everybody reads and writes. */
export class CheaperLettersChecked1761000000007 implements SchemaChange {
  readonly name = 'CheaperLettersChecked1761000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE letter VALIDATE CONSTRAINT letter_message_id_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE letter DROP CONSTRAINT letter_message_id_check,
        ADD CONSTRAINT letter_message_id_check
          CHECK (starts_with(message_id, '<' || fact_id || '.' || kind || '@')) NOT VALID;
    `);
  }
}
