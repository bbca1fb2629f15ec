import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import type { DeadState } from './dead-letter.js';

const STATES: readonly DeadState[] = ['dead', 'waiting', 'replayed', 'discarded'];
const LETTER_ID = /^\d{1,18}$/;
const PAGE_MAX = 100;

export class DeadLetterQuery {
  /** Without it, what is not settled: `dead` and `waiting`. */
  @IsOptional()
  @IsIn(STATES, { message: `must be one of ${STATES.join(', ')}` })
  state?: DeadState;

  /** The id to go on after. */
  @IsOptional()
  @Matches(LETTER_ID, { message: 'must be the id of a dead letter' })
  after?: string;

  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value,
  )
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(PAGE_MAX)
  limit?: number;
}

export class RedriveQuery {
  /** `true` answers what would be replayed and does nothing. */
  @IsOptional()
  @IsIn(['true', 'false'], { message: 'must be true or false' })
  dryRun?: 'true' | 'false';
}

export class DiscardLetter {
  /** Why the event is given up; kept with it. */
  @IsString()
  @Length(1, 200)
  note!: string;
}
