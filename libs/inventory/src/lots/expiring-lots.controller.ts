import { Clock, CONFIG, type Config, Roles, UnitOfWork } from '@okuru/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ExpiringLotsQuery } from './expiring-lots.dto.js';
import { type ExpiringLot, Lots } from './lots.store.js';

const WITHIN_DAYS_DEFAULT = 30;
const LOTS_SHOWN_MAX = 200;

export interface ExpiringLots {
  /** The shop's day. */
  readonly today: string;
  readonly withinDays: number;
  /** The soonest first; those with fewer than no days left have expired. */
  readonly lots: readonly ExpiringLot[];
}

/** What has expired, and what will soon. */
@Controller('v1/expiring-lots')
export class ExpiringLotsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly lots: Lots,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Roles('warehouse', 'ops')
  async list(@Query() { withinDays = WITHIN_DAYS_DEFAULT }: ExpiringLotsQuery): Promise<ExpiringLots> {
    const today = dayIn(this.config.timeZone, this.clock.now());
    const lots = await this.work.read((tx) => this.lots.expiring(tx, today, withinDays, LOTS_SHOWN_MAX));
    return { today, withinDays, lots };
  }
}

/** `2026-12-31`, as Sweden writes it. */
const dayIn = (timeZone: string, at: Date): string => at.toLocaleDateString('sv-SE', { timeZone });
