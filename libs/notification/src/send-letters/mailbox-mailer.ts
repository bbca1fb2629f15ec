import { UnitOfWork } from '@okuru/platform';
import { type Delivery, type Mail, Mailer } from './mailer.js';

/** The mailbox keeps this many of the newest mails. */
const MAILS_KEPT = 100_000;

/**
 * For trial and development: keeps mails where staff can read them at /mailbox, and sends nothing. It holds personal
 * data in the open, as a mail server does; with an SMTP server it is not used. Repeats are kept as they come.
 */
export class MailboxMailer extends Mailer {
  constructor(private readonly unitOfWork: UnitOfWork) {
    super();
  }

  override async deliver(mails: readonly Mail[]): Promise<Delivery[]> {
    await this.unitOfWork.run(async ({ query }) => {
      await query(
        `INSERT INTO mailbox_mail (message_id, fact_id, sender, recipient_name, recipient_address, subject, text, html)
         SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`,
        [
          mails.map(({ messageId }) => messageId),
          mails.map(({ factId }) => factId),
          mails.map(({ from }) => from),
          mails.map(({ to }) => to.name),
          mails.map(({ to }) => to.address),
          mails.map(({ subject }) => subject),
          mails.map(({ text }) => text),
          mails.map(({ html }) => html),
        ],
      );
      await query('DELETE FROM mailbox_mail WHERE id <= (SELECT max(id) FROM mailbox_mail) - $1::bigint', [
        MAILS_KEPT,
      ]);
    });
    return mails.map(() => ({ ok: true }));
  }
}
