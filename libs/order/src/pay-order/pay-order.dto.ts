import { PaymentMethod, YEN_MAX } from '@okuru/contracts';
import type { z } from 'zod';
import { InstantText, OneOf, Optional, WholeNumber } from '../request/field-checks.js';

/** Money that came in for an order. */
export class PayOrderDto {
  @WholeNumber(1, YEN_MAX) amount!: number;
  /** The moment of telling when absent. */
  @Optional() @InstantText() receivedAt?: string | null;
  /** When the money came another way than the order says. */
  @Optional() @OneOf(...PaymentMethod.options) method?: z.infer<typeof PaymentMethod> | null;
}
