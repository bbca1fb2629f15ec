import { IsOptional, Matches } from 'class-validator';

/** What a bigint of PostgreSQL holds at least. */
const MAIL_ID = /^[0-9]{1,18}$/;

export const isMailId = (id: string): boolean => MAIL_ID.test(id);

export class ReadMailboxQuery {
  /** Id of the mail the page before ended with. */
  @IsOptional()
  @Matches(MAIL_ID, { message: 'before must be the number of a mail' })
  before?: string;
}
