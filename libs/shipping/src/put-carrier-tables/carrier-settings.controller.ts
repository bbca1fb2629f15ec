import { Body, Controller, Get, Put } from '@nestjs/common';
import { Clock, Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { PlanAgain } from '../plan-parcels/plan-again.js';
import { CarrierSettingsTable } from '../carrier-tables/carrier-settings.store.js';
import { PutCarrierSettingsDto } from './carrier-settings.dto.js';
import { checkSettings } from './check-settings.js';

/** The shop's word on carriers: services in use, contract discounts, remote areas, cut-off and closed days. */
@Controller('v1/carrier-settings')
export class CarrierSettingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: CarrierSettingsTable,
    private readonly planAgain: PlanAgain,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Roles('ops', 'warehouse')
  async show() {
    return this.unitOfWork.read((tx) => this.settings.newest(tx));
  }

  @Put()
  @Roles('ops')
  async put(@Body() { services, shopClosed = {} }: PutCarrierSettingsDto) {
    const errors = checkSettings(services);
    if (errors.length > 0) throw Refusal.invalidAll(errors);
    const now = await this.unitOfWork.run(async (tx) => {
      await this.settings.put(tx, { services, shopClosed }, this.clock.now());
      return this.settings.newest(tx);
    });
    await this.planAgain.run();
    return now;
  }
}
