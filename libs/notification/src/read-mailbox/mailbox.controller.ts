import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { type Config, CONFIG, type ReadTransaction, Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { LessThan } from 'typeorm';
import { MailboxMail } from './mailbox-mail.entity.js';
import { type ListedMail, MAILBOX_POLICY, mailboxPage, mailPage } from './mailbox-page.js';
import { isMailId, ReadMailboxQuery } from './read-mailbox.dto.js';

const MAILS_PER_PAGE = 50;
const HTML = 'text/html; charset=utf-8';

/** The letters of a shop without a mail server, for its staff to read. */
@Controller('mailbox')
@Roles('ops')
export class MailboxController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Header('content-type', HTML)
  @Header('content-security-policy', MAILBOX_POLICY)
  @Header('cache-control', 'no-store')
  async list(@Query() { before }: ReadMailboxQuery): Promise<string> {
    this.mustHaveMailbox();
    const mails = await this.unitOfWork.read((tx) => listMails(tx, before));
    const page = mails.slice(0, MAILS_PER_PAGE);
    return mailboxPage(
      page,
      mails.length > page.length ? (page.at(-1)?.id ?? null) : null,
      this.config.timeZone,
    );
  }

  @Get(':id')
  @Header('content-type', HTML)
  @Header('content-security-policy', MAILBOX_POLICY)
  @Header('cache-control', 'no-store')
  async show(@Param('id') id: string): Promise<string> {
    this.mustHaveMailbox();
    const mail = isMailId(id)
      ? await this.unitOfWork.read(({ manager }) => manager.findOneBy(MailboxMail, { id }))
      : null;
    if (!mail) throw Refusal.notFound('mail');
    return mailPage(mail, this.config.timeZone);
  }

  private mustHaveMailbox(): void {
    if (this.config.mail.kind !== 'mailbox') throw Refusal.notFound('mailbox: letters leave by SMTP');
  }
}

const listMails = async (
  { manager, query }: ReadTransaction,
  before: string | undefined,
): Promise<ListedMail[]> => {
  const mails = await manager.find(MailboxMail, {
    select: {
      id: true,
      messageId: true,
      recipientName: true,
      recipientAddress: true,
      subject: true,
      deliveredAt: true,
    },
    where: before === undefined ? {} : { id: LessThan(before) },
    order: { id: 'DESC' },
    take: MAILS_PER_PAGE + 1,
  });
  const counted = await query<{ message_id: string; deliveries: number }>(
    'SELECT message_id, count(*)::int AS deliveries FROM mailbox_mail WHERE message_id = ANY ($1::text[]) GROUP BY message_id',
    [mails.map(({ messageId }) => messageId)],
  );
  const deliveries = new Map(counted.map((count) => [count.message_id, count.deliveries]));
  return mails.map((mail) => ({ ...mail, deliveries: deliveries.get(mail.messageId) ?? 1 }));
};
