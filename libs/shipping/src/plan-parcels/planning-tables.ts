import { Inject, Injectable } from '@nestjs/common';
import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { DEFAULT_PACK_RULES, type PackItem } from '@okuru/packing';
import { Clock, CONFIG, type Config, type ReadTransaction } from '@okuru/platform';
import {
  DEFAULT_CHOICE_RULES,
  type CarrierTables,
  type ChoiceRules,
} from '../choose-packaging/packaging-decision.js';
import { PackingThread } from '../choose-packaging/packing-thread.js';
import { RememberedPackings } from '../choose-packaging/remembered-packings.js';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import type { PlanningTables } from './plan-units.js';

/** What a plan is computed from: the shop's packages now, the carriers' tables, the rules, today. */
@Injectable()
export class PlanningTablesSource {
  readonly carriers: CarrierTables;
  readonly rules: ChoiceRules = { ...DEFAULT_CHOICE_RULES, pack: DEFAULT_PACK_RULES };
  private readonly packings: RememberedPackings;
  private readonly dayOf: Intl.DateTimeFormat;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly packageKinds: PackageKinds,
    private readonly clock: Clock,
    thread: PackingThread,
  ) {
    this.packings = new RememberedPackings((...asked) => thread.pack(...asked));
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
    const { carriers, rules, packings } = this;
    return { packages, carriers, rules, pack: packings.pack, shipOn: this.today() };
  }

  /** Packs what takes long beside the event loop, so that the plan finds it done. */
  prepare(basket: readonly PackItem[], { packages, rules }: PlanningTables): Promise<void> {
    return this.packings.prepare(basket, packages.kinds, rules.pack);
  }
}
