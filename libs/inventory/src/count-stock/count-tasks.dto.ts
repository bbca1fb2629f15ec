import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { ON_HAND_MAX } from '../stock-ledger/stock.store.js';

export const COUNT_TASKS_PAGE_MAX = 100;

export class ListCountTasksQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(COUNT_TASKS_PAGE_MAX)
  limit?: number;

  /** `taskId` the page before ended with. */
  @IsOptional()
  @Matches(/^[0-9]{1,18}$/)
  after?: string;
}

export class AgreeCountBody {
  /** Names this count; sent again, it gets the same answer and changes nothing. */
  @IsString()
  @Length(1, 64)
  opId!: string;

  /** Units that were counted. */
  @IsInt()
  @Min(0)
  @Max(ON_HAND_MAX)
  counted!: number;
}
