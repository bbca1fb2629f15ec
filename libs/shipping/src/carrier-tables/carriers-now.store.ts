import { Inject, Injectable } from '@nestjs/common';
import { CARRIER_SERVICES, sampleTariffs } from '@okuru/carriers';
import { CONFIG, type Config, type ReadTransaction } from '@okuru/platform';
import type { CarrierTables } from '../choose-packaging/packaging-demand.js';
import {
  calendarOf,
  labelModesUnder,
  NO_SETTINGS,
  servicesInUse,
  tariffsUnder,
  type CarrierSettings,
  type LabelModeOf,
} from './carrier-settings.js';
import { CarrierSettingsTable } from './carrier-settings.store.js';
import { HOLIDAYS } from './holidays.tables.js';
import { Tariffs } from './tariffs.store.js';

interface State {
  readonly newest: string;
}

/** Names the state of both tables; they only grow. */
const STATE = `
  SELECT coalesce((SELECT max(tariff_id) FROM tariff), 0) || '/' ||
    coalesce((SELECT max(version) FROM carrier_settings), 0) AS newest`;

/** What carriers take and ask as the shop has it now: its own tariffs before the sample, the services it uses, its closed days. */
@Injectable()
export class CarriersNow {
  private state = 'before anything was put';
  /** As last read; the same object as long as nothing was put. */
  last: CarrierTables;
  private lastModes: LabelModeOf = labelModesUnder(NO_SETTINGS);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tariffs: Tariffs,
    private readonly settings: CarrierSettingsTable,
  ) {
    this.last = this.tablesOf([], NO_SETTINGS);
  }

  async read(tx: ReadTransaction): Promise<CarrierTables> {
    const [{ newest }] = (await tx.query<State>(STATE)) as [State];
    if (newest !== this.state) {
      const settings = await this.settings.newest(tx);
      this.last = this.tablesOf(await this.tariffs.inUse(tx), settings);
      this.lastModes = labelModesUnder(settings);
      this.state = newest;
    }
    return this.last;
  }

  async labelModes(tx: ReadTransaction): Promise<LabelModeOf> {
    await this.read(tx);
    return this.lastModes;
  }

  private tablesOf(own: CarrierTables['tariffs'], settings: CarrierSettings): CarrierTables {
    return {
      services: servicesInUse(CARRIER_SERVICES, settings),
      tariffs: tariffsUnder([...own, ...sampleTariffs(this.config.originPrefecture)], settings),
      calendar: calendarOf(HOLIDAYS, settings),
    };
  }
}
