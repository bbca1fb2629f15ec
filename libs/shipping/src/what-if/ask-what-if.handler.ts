import { Inject, Injectable } from '@nestjs/common';
import type { Tariff } from '@okuru/carriers';
import { Clock, CONFIG, type Config, newId, Refusal, UnitOfWork } from '@okuru/platform';
import type { ChoiceTables } from '../choose-packaging/choice-tables.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { shopPackageOf } from '../put-packages/asked-package.js';
import { checkPackages } from '../put-packages/check-packages.js';
import { alternativeTables } from './alternative.js';
import { monthBefore } from './month-before.js';
import { PlannedOnceStore } from './planned-once.store.js';
import { readTariffFile } from './read-tariff-file.js';
import { RunWhatIf } from './run-what-if.handler.js';
import { readTariff } from './tariff.validator.js';
import type { AskWhatIfDto } from './what-if.dto.js';
import { WhatIfStore, type WhatIfPeriod } from './what-if.store.js';

/** Questions that wait or run at once; each reads a month of parcels. */
const UNFINISHED_MAX = 10;
/** Orders of one question. */
const QUESTIONS_MAX = 200_000;

/** Takes a question down with the tables of this moment and has it answered. */
@Injectable()
export class AskWhatIf {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly tables: PlanningTablesSource,
    private readonly planned: PlannedOnceStore,
    private readonly whatIfs: WhatIfStore,
    private readonly runWhatIf: RunWhatIf,
    private readonly clock: Clock,
  ) {}

  async ask({ from, to, ...asked }: AskWhatIfDto): Promise<{ whatIfId: string; total: number }> {
    const period = periodOf(from, to, this.tables.today().shipOn);
    return this.unitOfWork.run(async (tx) => {
      const { packages, carriers, rules } = await this.tables.now(tx);
      const now = { packages, carriers, rules };
      const then = thenOf(now, asked, this.config.originPrefecture);
      const unfinished = await this.whatIfs.unfinished(tx);
      if (unfinished.length >= UNFINISHED_MAX)
        throw Refusal.unavailable(`${unfinished.length} questions wait for their answer already.`, 60);
      const total = await this.planned.count(tx, period, this.config.timeZone);
      if (total > QUESTIONS_MAX)
        throw Refusal.invalid(
          'from',
          `and to hold ${total} orders, at most ${QUESTIONS_MAX} are re-priced`,
          'Ask about fewer days.',
        );
      const whatIfId = newId();
      await this.whatIfs.ask(tx, { whatIfId, ...period, asked, now, then, total }, this.clock.now());
      this.runWhatIf.wakeAfter(tx, whatIfId);
      return { whatIfId, total };
    });
  }
}

const periodOf = (from: string | undefined, to: string | undefined, today: string): WhatIfPeriod => {
  if ((from === undefined) !== (to === undefined))
    throw Refusal.invalid(from === undefined ? 'from' : 'to', 'is missing', 'Give both days or none.');
  if (from === undefined || to === undefined) return monthBefore(today);
  if (from > to) throw Refusal.invalid('to', 'is before from', 'Give the days in their order.');
  return { from, to };
};

const thenOf = (
  now: ChoiceTables,
  asked: Omit<AskWhatIfDto, 'from' | 'to'>,
  originPrefecture: number,
): ChoiceTables => {
  const { packages = [], addPackages = [], tariffs = [], tariffFiles = [], discounts = [] } = asked;
  const { services, tariffs: today } = now.carriers;
  const read = [
    ...tariffs.map((tariff, nth) => readTariff(tariff, `tariffs[${nth}]`, services, today)),
    ...tariffFiles.map((file, nth) =>
      readTariffFile(file, `tariffFiles[${nth}]`, now.carriers, originPrefecture),
    ),
  ];
  const faults = [
    ...checkPackages(packages),
    ...checkPackages(addPackages).map(({ path, message }) => ({
      path: path.replace('packages', 'addPackages'),
      message,
    })),
    ...read.flatMap((one) => ('faults' in one ? one.faults : [])),
  ];
  if (faults.length > 0) throw Refusal.invalidAll(faults);
  const given = read.flatMap((one): Tariff[] => ('tariff' in one ? [one.tariff] : []));
  const then = alternativeTables(now, {
    ...(packages.length > 0 ? { packages: packages.map(shopPackageOf) } : {}),
    ...{ addPackages: addPackages.map(shopPackageOf), tariffs: given, discounts },
  });
  if ('faults' in then) throw Refusal.invalidAll(then.faults);
  return then.tables;
};
