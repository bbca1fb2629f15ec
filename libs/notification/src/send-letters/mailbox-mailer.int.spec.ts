import { migratedDatabase, openService, type OpenService } from '@okuru/platform/testing';
import { migrations } from '../migrations/index.js';
import { MailboxMailer } from './mailbox-mailer.js';
import { mailerContract } from './mailer.contract.js';

interface Row {
  message_id: string;
  fact_id: string;
  recipient_address: string;
  recipient_name: string;
  subject: string;
  text: string;
  html: string;
}

/** Each delivery with the transaction that in the service marks its letters. */
const keepingAtOnce = (mailer: MailboxMailer, { unitOfWork }: OpenService): MailboxMailer => {
  const deliver = mailer.deliver.bind(mailer);
  mailer.deliver = async (mails) => {
    await unitOfWork.run((tx) => mailer.keep(tx, mails));
    return deliver(mails);
  };
  return mailer;
};

mailerContract('the mailbox', async () => {
  const database = await migratedDatabase('notification', migrations);
  const service = await openService('notification', database.url, { migrations });
  return {
    mailer: keepingAtOnce(new MailboxMailer(), service),
    delivered: async () =>
      (await service.dataSource.query<Row[]>('SELECT * FROM mailbox_mail ORDER BY id')).map((row) => ({
        messageId: row.message_id,
        factId: row.fact_id,
        to: row.recipient_address,
        name: row.recipient_name,
        subject: row.subject,
        text: row.text.trimEnd(),
        html: row.html.trimEnd(),
      })),
    close: async () => {
      await service.close();
      await database.drop();
    },
  };
});
