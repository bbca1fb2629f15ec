import { Body, Controller, Get, Put } from '@nestjs/common';
import { Clock, Roles, UnitOfWork } from '@okuru/platform';
import { PutPackingSettingsDto } from './packing-settings.dto.js';
import { PackingSettingsTable, type PackingSettings } from './packing-settings.store.js';

/** The shop's word on its packing tables: how far a parcel may be from the weight it should have, and whether photos are taken. */
@Controller('v1/packing-settings')
export class PackingSettingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: PackingSettingsTable,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Roles('ops', 'warehouse')
  show(): Promise<PackingSettings> {
    return this.unitOfWork.read((tx) => this.settings.newest(tx));
  }

  @Put()
  @Roles('ops')
  put(@Body() { weightCheck, photos, lots }: PutPackingSettingsDto): Promise<PackingSettings> {
    return this.unitOfWork.run(async (tx) => {
      const before = await this.settings.newest(tx);
      const settings = { weightCheck, photos: photos ?? before.photos, lots: lots ?? before.lots };
      await this.settings.put(tx, settings, this.clock.now());
      return this.settings.newest(tx);
    });
  }
}
