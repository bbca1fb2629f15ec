import { prepared, type Transaction } from '@okuru/platform';
import { type Delivery, type Mail, Mailer } from './mailer.js';

/** The mailbox keeps this many of the newest mails, and somewhat more until it is tidied. */
const MAILS_KEPT = 100_000;
const TIDIED_EVERY_MAILS = 1_000;

const KEEP = prepared(`
  INSERT INTO mailbox_mail (message_id, fact_id, sender, recipient_name, recipient_address, subject, text, html)
  SELECT * FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])`);

/**
 * For trial and development: keeps mails where staff can read them at /mailbox, and sends nothing. It holds personal
 * data in the open, as a mail server does; with an SMTP server it is not used. A mail lies in it once its letter is
 * marked sent, in the same transaction, so nothing is repeated and a flight may be long.
 */
export class MailboxMailer extends Mailer {
  override readonly mailsPerFlight = 200;
  override readonly flightsMax = 1;
  private untidied = TIDIED_EVERY_MAILS;

  override deliver(mails: readonly Mail[]): Promise<Delivery[]> {
    return Promise.resolve(mails.map(() => ({ ok: true })));
  }

  override async keep({ query }: Pick<Transaction, 'query'>, mails: readonly Mail[]): Promise<void> {
    if (mails.length === 0) return;
    await query(KEEP, [
      mails.map(({ messageId }) => messageId),
      mails.map(({ factId }) => factId),
      mails.map(({ from }) => from),
      mails.map(({ to }) => to.name),
      mails.map(({ to }) => to.address),
      mails.map(({ subject }) => subject),
      mails.map(({ text }) => text),
      mails.map(({ html }) => html),
    ]);
    this.untidied += mails.length;
    if (this.untidied < TIDIED_EVERY_MAILS) return;
    await query('DELETE FROM mailbox_mail WHERE id <= (SELECT max(id) FROM mailbox_mail) - $1::bigint', [
      MAILS_KEPT,
    ]);
    this.untidied = 0;
  }
}
