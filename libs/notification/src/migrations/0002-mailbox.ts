import type { SchemaChange } from '@okuru/platform';
import type { QueryRunner } from 'typeorm';

/**
 * Where letters go when there is no mail server: for trial and development, so that whoever runs Okuru can read them.
 * Unlike every other table this one holds names and addresses in the open; with an SMTP server it stays empty.
 * Every delivery is a row, so that repeats of a Message-ID can be counted.
 */
export class Mailbox1761000000002 implements SchemaChange {
  readonly goingBackLoses = 'the mailbox of a trial';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE mailbox_mail (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message_id text NOT NULL,
        fact_id uuid NOT NULL,
        sender text NOT NULL,
        recipient_name text NOT NULL,
        recipient_address text NOT NULL,
        subject text NOT NULL,
        text text NOT NULL,
        html text NOT NULL,
        delivered_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX mailbox_mail_message ON mailbox_mail (message_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE mailbox_mail');
  }
}
