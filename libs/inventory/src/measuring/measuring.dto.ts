import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { SKU_LENGTH_MAX } from '../item-master/item-draft.js';

const PAGE_MAX = 500;

export class MeasuringQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(PAGE_MAX)
  limit?: number;

  /** The last sku of the page before. */
  @IsOptional()
  @IsString()
  @Length(1, SKU_LENGTH_MAX)
  after?: string;
}
