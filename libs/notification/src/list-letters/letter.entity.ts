import type { LetterKind } from '@okuru/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `waiting` for the contact, `pending` until its time, `sending` under a lease; the others are final. */
export const LETTER_STATES = ['waiting', 'pending', 'sending', 'sent', 'failed', 'withdrawn'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** A letter as staff see it; the queue works on the same table with statements of its own. */
@Entity('letter')
export class Letter {
  /** Counts the letters of the shop; a string, since bigint is wider than a number. */
  @PrimaryColumn('bigint')
  seq!: string;

  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('text')
  kind!: LetterKind;

  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('text')
  state!: LetterState;

  @Column('int')
  attempts!: number;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('text', { nullable: true })
  fault!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
