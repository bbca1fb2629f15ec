import { Inject, Injectable } from '@nestjs/common';
import { Clock, CONFIG, type Config } from '@okuru/platform';
import { dayIn } from './check-order.js';

/** The calendar day at the shop, on the business clock. */
@Injectable()
export class ShopDay {
  constructor(
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  today(): string {
    return dayIn(this.config.timeZone, this.clock.now());
  }
}
