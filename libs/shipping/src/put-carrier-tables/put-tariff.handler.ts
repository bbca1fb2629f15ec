import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import {
  CARRIER_SERVICES,
  importTariff,
  sampleTariffs,
  serviceKey,
  type ImportFault,
  type Tariff,
  type TariffFiles,
} from '@okuru/carriers';
import { Clock, CONFIG, Refusal, UnitOfWork, type Config } from '@okuru/platform';
import { completedBySample, type CompletedField } from '../carrier-tables/completed-tariff.js';
import { Tariffs } from '../carrier-tables/tariffs.store.js';

/** A tariff as somebody hands it in. */
export interface TariffHandedIn extends Omit<
  TariffFiles,
  'service' | 'otherServices' | 'originPrefecture' | 'version'
> {
  readonly carrier: string;
  readonly service: string;
  readonly originPrefecture?: number;
  readonly dryRun: boolean;
}

export interface TariffTaken {
  readonly tariff: Tariff;
  /** What the sample completed, to be entered by the shop. */
  readonly fromSample: readonly CompletedField[];
  /** false: a dry run, or the very tariff was there already. */
  readonly stored: boolean;
}

/** Checks a tariff and keeps it as a version of its own; nothing that was put before is changed. */
@Injectable()
export class PutTariff {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly tariffs: Tariffs,
    private readonly clock: Clock,
  ) {}

  async put(handedIn: TariffHandedIn): Promise<TariffTaken> {
    const { tariff, fromSample } = this.imported(handedIn);
    return this.unitOfWork.run(async (tx) => {
      const before = await this.tariffs.ofDay(tx, tariff);
      const known = before.at(-1)?.tariff;
      if (known && isDeepStrictEqual({ ...known, version: '' }, asStored({ ...tariff, version: '' })))
        return { tariff: known, fromSample: before.at(-1)!.fromSample, stored: false };
      const version = versionOf(tariff, before.length);
      const taken = { tariff: { ...tariff, version }, fromSample };
      if (!handedIn.dryRun) await this.tariffs.insert(tx, { ...taken, putAt: this.clock.now() });
      return { ...taken, stored: !handedIn.dryRun };
    });
  }

  private imported(handedIn: TariffHandedIn): {
    readonly tariff: Tariff;
    readonly fromSample: readonly CompletedField[];
  } {
    const key = serviceKey(handedIn);
    const service = CARRIER_SERVICES.find((one) => serviceKey(one) === key);
    if (!service)
      throw Refusal.invalid(
        'service',
        `${key} is no known service`,
        `Use one of ${CARRIER_SERVICES.map(serviceKey).join(', ')}.`,
      );
    const { originPrefecture } = this.config;
    const imported = importTariff({
      originPrefecture,
      ...handedIn,
      service,
      otherServices: CARRIER_SERVICES.filter(({ carrier }) => carrier === handedIn.carrier),
    });
    if ('faults' in imported) throw refusedBy(imported.faults);
    const samples = sampleTariffs(handedIn.originPrefecture ?? originPrefecture);
    return completedBySample(
      imported.tariff,
      samples.find((sample) => serviceKey(sample) === key),
    );
  }
}

/** As it comes back out of the database. */
const asStored = (tariff: Tariff): unknown => JSON.parse(JSON.stringify(tariff));

/** `yamato/takkyubin@2026-10-01`, and `#02` for its first correction. */
const versionOf = ({ version }: Tariff, before: number): string =>
  before === 0 ? version : `${version}#${String(before + 1).padStart(2, '0')}`;

const refusedBy = (faults: readonly ImportFault[]): Refusal =>
  new Refusal({
    status: 422,
    code: 'faulty-rows',
    title: 'The tariff has faults',
    detail: `Nothing was imported. Row ${faults[0]!.row} of the ${faults[0]!.file}: ${faults[0]!.message}.`,
    errors: faults.map(({ file, row, column, alsoRows = [], message, mend }) => ({
      path: `${file}[${row}]${column === '' ? '' : `.${column}`}`,
      message: `Row ${row}${alsoRows.length > 0 ? ` (or ${alsoRows.join(', ')})` : ''}: ${message}`,
      mend,
    })),
  });
