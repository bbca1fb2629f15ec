import { Inject, Injectable } from '@nestjs/common';
import { Clock, CONFIG, type Config, type ReadTransaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import {
  pickUpsOfServices,
  servicesWithTimes,
  wallTime,
  type ServicePickUps,
} from './pick-ups-of-services.js';

/** The clock of the carriers' pick-ups: the shop's settings, its zone and the business clock. */
@Injectable()
export class PickUpsNow {
  constructor(
    private readonly carriers: CarriersNow,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The shop's day. */
  today(): string {
    return wallTime(this.clock.now(), this.config.timeZone).day;
  }

  /** `came`: a carrier that has been here today. */
  async read(tx: ReadTransaction, came?: string): Promise<readonly ServicePickUps[]> {
    const { services, calendar } = await this.carriers.read(tx);
    const now = wallTime(this.clock.now(), this.config.timeZone);
    return pickUpsOfServices(servicesWithTimes(services), now, calendar, came);
  }
}
