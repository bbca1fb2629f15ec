import { Inject, Injectable } from '@nestjs/common';
import { DEFAULT_CENTRE_OF_MASS, DEFAULT_PACK_RULES } from '@okuru/packing';
import { Clock, CONFIG, type Config, type ReadTransaction } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { DecisionThread } from '../choose-packaging/decision-thread.js';
import {
  DEFAULT_CHOICE_RULES,
  type CarrierTables,
  type ChoiceRules,
  type PackagingDemand,
} from '../choose-packaging/packaging-demand.js';
import { RememberedDecisions } from '../choose-packaging/remembered-decisions.js';
import { readyAt, type ShippingDay } from './delivery.js';
import { PackageKinds, type ShopPackages } from '../package-kinds/package-kinds.store.js';
import type { PlanningTables } from './plan-units.js';

/** The tables with the shop's own names of the packages. */
export type ShopTables = Omit<PlanningTables, 'packages'> & { readonly packages: ShopPackages };

/** What a plan is computed from: the shop's packages now, the carriers' tables, the rules, today. */
@Injectable()
export class PlanningTablesSource {
  readonly rules: ChoiceRules = {
    ...DEFAULT_CHOICE_RULES,
    pack: { ...DEFAULT_PACK_RULES, centreOfMass: DEFAULT_CENTRE_OF_MASS },
  };
  private readonly decisions: RememberedDecisions;
  private readonly timeOf: Intl.DateTimeFormat;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly packageKinds: PackageKinds,
    private readonly carriersNow: CarriersNow,
    private readonly clock: Clock,
    thread: DecisionThread,
  ) {
    this.decisions = new RememberedDecisions((...asked) => thread.decide(...asked));
    // The Swedish way of writing is the ISO one: 2026-02-02 12:04.
    const { timeZone } = config;
    this.timeOf = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  }

  /** As last read; `now` and `carriersRead` read them anew. */
  get carriers(): CarrierTables {
    return this.carriersNow.last;
  }

  carriersRead(tx: ReadTransaction): Promise<CarrierTables> {
    return this.carriersNow.read(tx);
  }

  /** The shop's day as it is now. */
  today(): ShippingDay {
    const [shipOn = '', time = ''] = this.timeOf.format(this.clock.now()).split(' ');
    return { shipOn, readyAt: readyAt(time, this.carriers) };
  }

  async now(tx: ReadTransaction): Promise<ShopTables> {
    const packages = await this.packageKinds.toPlanWith(tx);
    const carriers = await this.carriersNow.read(tx);
    const { rules, decisions } = this;
    return { packages, carriers, rules, decide: decisions.decide, day: this.today() };
  }

  /** Decides on what takes long beside the event loop, so that the plan finds it done. */
  prepare(demand: PackagingDemand, tables: PlanningTables): Promise<void> {
    return this.decisions.prepare(demand, tables);
  }
}
