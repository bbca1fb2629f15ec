import { Injectable } from '@nestjs/common';
import { addDays } from '@okuru/carriers';
import type { ReadTransaction } from '@okuru/platform';
import type { LotRules } from '@okuru/scan-engine';
import { PickUpsNow } from '../pick-ups/pick-ups-now.store.js';
import { PackingSettingsTable } from '../weight-check/packing-settings.store.js';

/** Which lots may be given on the shop's day: those that can still be used so many days, as the shop says. */
@Injectable()
export class LotRulesNow {
  constructor(
    private readonly settings: PackingSettingsTable,
    private readonly pickUps: PickUpsNow,
  ) {}

  async read(tx: ReadTransaction): Promise<LotRules> {
    const { lots } = await this.settings.newest(tx);
    const today = this.pickUps.today();
    return { today, usableUntilMin: addDays(today, lots.remainingDaysMin) };
  }
}
