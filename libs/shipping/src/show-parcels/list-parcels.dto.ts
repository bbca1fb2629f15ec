import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { LIFE_CYCLE, type ParcelStatus } from '../parcel/parcel.js';

const PAGE_MAX = 100;

export class ListParcelsDto {
  @IsOptional()
  @IsIn(Object.keys(LIFE_CYCLE))
  status?: ParcelStatus;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  limit?: number;

  /** The last parcel of the page before. */
  @IsOptional()
  @IsUUID()
  after?: string;
}
