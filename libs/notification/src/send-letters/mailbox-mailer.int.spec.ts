import { openService, testDatabase } from '@okuru/platform/testing';
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

mailerContract('the mailbox', async () => {
  const database = await testDatabase();
  const service = await openService('notification', database.url, { migrations });
  return {
    mailer: new MailboxMailer(service.unitOfWork),
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
