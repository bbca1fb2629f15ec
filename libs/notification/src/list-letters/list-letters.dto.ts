import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { LETTER_STATES, type LetterState } from './letter.entity.js';

export const LETTERS_PAGE_MAX = 100;

export class ListLettersQuery {
  @IsOptional()
  @IsUUID()
  orderId?: string;

  /** `failed` lists what somebody should look at. */
  @IsOptional()
  @IsIn(LETTER_STATES)
  state?: LetterState;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LETTERS_PAGE_MAX)
  limit?: number;

  /** Letter the page before ended with. */
  @IsOptional()
  @Matches(/^[0-9]{1,18}$/, { message: 'after must be the number of a letter' })
  after?: string;
}
