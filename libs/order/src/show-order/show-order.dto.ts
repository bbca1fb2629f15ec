import { Type } from 'class-transformer';
import { STATUS_WORDS, type OrderStatus } from '../order/status.js';
import { OneOf, Optional, OrderIdText, Text, WholeNumber } from '../request/field-checks.js';

export const PAGE_MAX = 100;
export const HISTORY_PAGE_MAX = 500;
const HISTORY_ENTRIES_MAX = 2_000_000_000;

/** Which orders to list: by reference, or by status for staff. */
export class ListOrdersDto {
  @Optional() @Text(64) reference?: string;
  @Optional() @Text(32) channel?: string;
  @Optional() @OneOf(...Object.keys(STATUS_WORDS)) status?: OrderStatus;
  @Optional() @Type(() => Number) @WholeNumber(1, PAGE_MAX) limit?: number;
  /** The last order id of the page before. */
  @Optional() @OrderIdText() after?: string;
}

export class HistoryPageDto {
  @Optional() @Type(() => Number) @WholeNumber(1, HISTORY_PAGE_MAX) limit?: number;
  /** The last entry of the page before. */
  @Optional() @Type(() => Number) @WholeNumber(0, HISTORY_ENTRIES_MAX) after?: number;
}
