import { HotBody } from '@okuru/platform';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional } from 'class-validator';

export const ORDERS_MAX = 500;
/** An order of usual size has less than a thousandth of it. */
export const ORDERS_BYTES_MAX = 4 * 1024 * 1024;

/** Many orders in one request; what stands in the list is checked one by one, so that none spoils its neighbours. */
@HotBody()
export class PlaceOrdersDto {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ORDERS_MAX)
  orders!: unknown[];
}

/** One of many: what alone stands in the header, and what alone is the body. */
@HotBody()
export class KeyedOrderDto {
  /** Refused with the words of the header when it is none. */
  @IsOptional()
  idempotencyKey?: unknown;

  @IsObject()
  order!: object;
}
