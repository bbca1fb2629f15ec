import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const WITHIN_DAYS_MAX = 3_650;

export class ExpiringLotsQuery {
  /** Days from today; 0: what expires today or has. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(WITHIN_DAYS_MAX)
  withinDays?: number;
}
