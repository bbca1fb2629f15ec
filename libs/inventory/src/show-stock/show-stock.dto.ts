import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { SKU_LENGTH_MAX } from '../item-master/item-draft.js';
import { IsPlainText } from '../plain-text/plain-text.validator.js';

export const STOCK_PAGE_MAX = 100;

export class ListStockQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(STOCK_PAGE_MAX)
  limit?: number;

  /** Sku the page before ended with. */
  @IsOptional()
  @IsPlainText(SKU_LENGTH_MAX)
  after?: string;
}
