import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

const LIMIT_MAX = 200;

export class LotParcelsQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  limit?: number;

  /** The parcel that the page before ended with. */
  @IsOptional()
  @IsUUID()
  after?: string;
}
