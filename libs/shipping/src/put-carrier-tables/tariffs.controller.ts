import { Body, Controller, Get, Put } from '@nestjs/common';
import type { Tariff } from '@okuru/carriers';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { PlanAgain } from '../plan-parcels/plan-again.js';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { PutTariff } from './put-tariff.handler.js';
import { PutTariffDto, type YenUpToDto } from './put-tariff.dto.js';
import { Tariffs } from '../carrier-tables/tariffs.store.js';

/** Carriers' prices: read what is there, put a file of them in as a new version. */
@Controller('v1/tariffs')
export class TariffsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly putTariff: PutTariff,
    private readonly tariffs: Tariffs,
    private readonly carriersNow: CarriersNow,
    private readonly planAgain: PlanAgain,
  ) {}

  @Get()
  @Roles('ops', 'warehouse')
  async list() {
    return this.unitOfWork.read(async (tx) => {
      const stored = await this.tariffs.list(tx);
      const samples = (await this.carriersNow.read(tx)).tariffs.filter(({ isSample }) => isSample);
      return {
        tariffs: [
          ...stored.map(({ tariff, fromSample, putAt }) => ({ ...headOf(tariff), fromSample, putAt })),
          ...samples.map(headOf),
        ],
      };
    });
  }

  @Put()
  @Roles('ops')
  async put(@Body() asked: PutTariffDto) {
    const { codFees, insurance, coolFees, dryRun = false, ...files } = asked;
    assertDay('effectiveFrom', files.effectiveFrom);
    assertDay('effectiveTo', files.effectiveTo);
    if (files.effectiveTo !== undefined && files.effectiveTo < files.effectiveFrom)
      throw Refusal.invalid(
        'effectiveTo',
        'lies before effectiveFrom',
        'Name the last day, or leave it out.',
      );
    assertAscending('codFees', codFees);
    assertAscending('insurance', insurance);
    const taken = await this.putTariff.put({
      ...files,
      dryRun,
      extras: {
        ...(codFees ? { codFees, cashOnDeliveryFeeYen: codFees[0]?.yen ?? 0 } : {}),
        ...(insurance ? { insurance } : {}),
        ...(coolFees
          ? { coolYenByClass: Object.fromEntries(coolFees.map(({ classCode, yen }) => [classCode, yen])) }
          : {}),
      },
    });
    if (taken.stored) await this.planAgain.run();
    return taken;
  }
}

const headOf = ({ version, carrier, service, source, isSample, effectiveFrom, effectiveTo }: Tariff) => ({
  ...{ version, carrier, service, source, isSample, effectiveFrom },
  effectiveTo: effectiveTo ?? null,
});

/** The form of the text is checked by the DTO; the 31st of February has it too. */
const assertDay = (field: string, day: string | undefined): void => {
  if (day === undefined || new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)) return;
  throw Refusal.invalid(field, `is no day of the calendar (${day})`, 'Name a day such as 2026-10-01.');
};

/** The first row whose amount is enough counts, so each row must reach further than the one before. */
const assertAscending = (field: string, rows: readonly YenUpToDto[] = []): void => {
  rows.forEach(({ amountYenMax }, at) => {
    if (at > 0 && amountYenMax <= rows[at - 1]!.amountYenMax)
      throw Refusal.invalid(
        `${field}[${at}].amountYenMax`,
        'is not above the row before',
        'Sort the rows by amount.',
      );
  });
};
