import { Inject, Injectable } from '@nestjs/common';
import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES } from '@okuru/packing';
import { Clock, CONFIG, type Config, type ReadTransaction } from '@okuru/platform';
import {
  DEFAULT_CHOICE_RULES,
  type CarrierTables,
  type ChoiceRules,
} from '../choose-packaging/packaging-decision.js';
import { rememberedPackings } from '../choose-packaging/remembered-packings.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import type { PlanningTables } from './plan-units.js';

/** What a plan is computed from: the shop's packages now, the carriers' tables, the rules, today. */
@Injectable()
export class PlanningTablesSource {
  readonly carriers: CarrierTables;
  readonly rules: ChoiceRules = { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES };
  private readonly pack = rememberedPackings();
  private readonly dayOf: Intl.DateTimeFormat;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly packageKinds: PackageKinds,
    private readonly clock: Clock,
  ) {
    this.carriers = { services: CARRIER_SERVICES, tariffs: sampleTariffs(config.originPrefecture) };
    // The Swedish way of writing a date is the ISO one.
    this.dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone: config.timeZone });
  }

  /** ISO date of the shop's today. */
  today(): string {
    return this.dayOf.format(this.clock.now());
  }

  async now(tx: ReadTransaction): Promise<PlanningTables> {
    const packages = await this.packageKinds.inUse(tx);
    return { packages, carriers: this.carriers, rules: this.rules, pack: this.pack, shipOn: this.today() };
  }
}
