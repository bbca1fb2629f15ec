import { OneOf, Optional } from '../request/field-checks.js';

export class CancelOrderDto {
  /** Who wants it; the buyer when a storefront asks, the shop when staff do. */
  @Optional() @OneOf('buyer-asked', 'shop-asked') reason?: 'buyer-asked' | 'shop-asked' | null;
}
