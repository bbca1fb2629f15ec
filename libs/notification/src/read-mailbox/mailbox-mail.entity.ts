import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One delivery to the mailbox. Personal data in the open: see the migration. */
@Entity('mailbox_mail')
export class MailboxMail {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('uuid', { name: 'fact_id' })
  factId!: string;

  @Column('text')
  sender!: string;

  @Column('text', { name: 'recipient_name' })
  recipientName!: string;

  @Column('text', { name: 'recipient_address' })
  recipientAddress!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  text!: string;

  @Column('text')
  html!: string;

  @Column('timestamptz', { name: 'delivered_at', default: () => 'clock_timestamp()' })
  deliveredAt!: Date;
}
