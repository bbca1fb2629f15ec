import { Type } from 'class-transformer';
import { CARRIERS } from '@okuru/carriers';
import { IsIn, IsInt, IsISO8601, IsOptional, Length, Matches, Max, Min } from 'class-validator';
import { BILL_LAYOUTS, type BillLayoutName } from './bill-layouts.js';

const LIST_MAX = 100;
const DAY = { message: '$property must be a day such as 2026-11-30' };

/** Beside the file itself. */
export class ImportBillDto {
  @IsIn(Object.keys(CARRIERS))
  carrier!: string;

  /** The carrier's own number of the bill; the same number twice is the same bill. */
  @Length(1, 64)
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u, {
    message: 'billNumber must begin with a letter or digit and hold letters, digits, spaces and . _ / - only',
  })
  billNumber!: string;

  @IsOptional()
  @IsIn(Object.keys(BILL_LAYOUTS))
  layout?: BillLayoutName;

  /** First day whose parcels the bill holds; absent: the first of its rows. */
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  @IsISO8601({ strict: true }, DAY)
  firstDay?: string;

  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  @IsISO8601({ strict: true }, DAY)
  lastDay?: string;
}

export class ListBillsDto {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIST_MAX)
  limit?: number;
}
