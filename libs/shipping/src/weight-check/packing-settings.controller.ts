import { Body, Controller, Get, Put } from '@nestjs/common';
import { Clock, Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { ItemNames } from '../item-replica/item-names.store.js';
import { enclosureFaults, enclosureOf } from '../enclosures/check-enclosures.js';
import { PutPackingSettingsDto } from './packing-settings.dto.js';
import { PackingSettingsTable, type PackingSettings } from './packing-settings.store.js';

/** The shop's word on its packing tables: how far a parcel may be from the weight it should have, whether photos are taken, and what goes in with the goods. */
@Controller('v1/packing-settings')
export class PackingSettingsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: PackingSettingsTable,
    private readonly items: ItemNames,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Roles('ops', 'warehouse')
  show(): Promise<PackingSettings> {
    return this.unitOfWork.read((tx) => this.settings.newest(tx));
  }

  @Put()
  @Roles('ops')
  put(@Body() { weightCheck, photos, enclosures, lots }: PutPackingSettingsDto): Promise<PackingSettings> {
    return this.unitOfWork.run(async (tx) => {
      const before = await this.settings.newest(tx);
      const now = {
        weightCheck,
        photos: photos ?? before.photos,
        enclosures: enclosures ? enclosures.map(enclosureOf) : before.enclosures,
        lots: lots ?? before.lots,
      };
      const barcodes = (enclosures ?? []).flatMap(({ barcode }) => barcode ?? []);
      const faults = enclosureFaults(now.enclosures, await this.items.bearingEach(tx, barcodes));
      if (faults.length > 0) throw Refusal.invalidAll(faults);
      await this.settings.put(tx, now, this.clock.now());
      return this.settings.newest(tx);
    });
  }
}
