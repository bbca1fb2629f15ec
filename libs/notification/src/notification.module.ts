import { Module } from '@nestjs/common';
import { type Config, CONFIG, PlatformModule } from '@okuru/platform';
import { Shop } from './compose-letters/shop.js';
import { ItemNameStore } from './know-items/item-name.store.js';
import { KnowItemsHandler } from './know-items/know-items.handler.js';
import { Letter } from './list-letters/letter.entity.js';
import { LettersController } from './list-letters/letters.controller.js';
import { migrations } from './migrations/index.js';
import { PreviewedOrders } from './preview-letters/previewed-orders.store.js';
import { PreviewLettersController } from './preview-letters/preview-letters.controller.js';
import { PreviewLetters } from './preview-letters/preview-letters.handler.js';
import { MailboxController } from './read-mailbox/mailbox.controller.js';
import { MailboxMail } from './read-mailbox/mailbox-mail.entity.js';
import { RetryLetterController } from './retry-letter/retry-letter.controller.js';
import { LetterOutboxStore } from './send-letters/letter-outbox.store.js';
import { LettersInHand } from './send-letters/letters-in-hand.js';
import { LetterQueue } from './send-letters/letter-queue.js';
import { Mailer } from './send-letters/mailer.js';
import { MailboxMailer } from './send-letters/mailbox-mailer.js';
import { SendLetters } from './send-letters/send-letters.handler.js';
import { SmtpMailer } from './send-letters/smtp-mailer.js';
import { CorrespondentStore } from './write-letters/correspondent.store.js';
import { LetterInboxStore } from './write-letters/letter-inbox.store.js';
import { WriteLettersHandler } from './write-letters/write-letters.handler.js';

/** Days the confirmed letter promises an order without a date; long enough to be kept by every shop. */
const SHIPS_WITHIN_DAYS = 7;

/** What notification hears. */
const hears = [
  WriteLettersHandler, // order.confirmed, order.held, order.cancelled, order.amended, order.amendment-refused,
  // parcel.dispatched, parcels.delayed, units.awaited
  KnowItemsHandler, // item.changed
];
/** What staff ask of it. */
const answers = [LettersController, RetryLetterController, PreviewLettersController, MailboxController];

/** Writes to the buyer at each step: one letter per fact. */
@Module({
  imports: [PlatformModule.forService('notification', { entities: [Letter, MailboxMail], migrations })],
  controllers: [...hears, ...answers],
  providers: [
    ...[CorrespondentStore, LetterInboxStore, LetterOutboxStore, ItemNameStore],
    ...[SendLetters, LettersInHand, LetterQueue],
    ...[PreviewLetters, PreviewedOrders],
    {
      provide: Shop,
      useFactory: ({ shopName, mailFrom, timeZone, shopAddress, shopPhone }: Config) =>
        new Shop(shopName, mailFrom, timeZone, SHIPS_WITHIN_DAYS, shopAddress, shopPhone),
      inject: [CONFIG],
    },
    {
      provide: Mailer,
      useFactory: ({ mail }: Config) =>
        mail.kind === 'smtp' ? new SmtpMailer(mail.url) : new MailboxMailer(),
      inject: [CONFIG],
    },
  ],
})
export class NotificationModule {}
