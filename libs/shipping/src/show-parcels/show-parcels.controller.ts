import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import type { LabelModeOf } from '../carrier-tables/carrier-settings.js';
import { ListParcelsDto } from './list-parcels.dto.js';
import { ShownParcels, type ShownParcel } from './shown-parcels.store.js';

const PAGE_DEFAULT = 50;

/** What is to be packed, and why it is packed so. */
@Controller('v1/parcels')
export class ShowParcelsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ShownParcels,
    private readonly carriers: CarriersNow,
  ) {}

  /** A page, oldest first; `next` is the `after` of the following page, null on the last. */
  @Get()
  @Roles('warehouse', 'ops')
  async list(@Query() { status, limit = PAGE_DEFAULT, after }: ListParcelsDto) {
    const parcels = await this.unitOfWork.read(async (tx) => {
      const modes = await this.carriers.labelModes(tx);
      return (await this.parcels.list(tx, status, limit, after)).map((parcel) => withMode(parcel, modes));
    });
    return { parcels, next: parcels.length < limit ? null : (parcels.at(-1)?.parcelId ?? null) };
  }

  @Get(':parcelId')
  @Roles('warehouse', 'ops')
  async show(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    const parcel = await this.unitOfWork.read(async (tx) => {
      const found = await this.parcels.find(tx, parcelId);
      return found && withMode(found, await this.carriers.labelModes(tx));
    });
    if (!parcel) throw Refusal.notFound('parcel');
    return parcel;
  }
}

/** When its waybill is printed, as the shop has its service now. */
const withMode = <P extends ShownParcel>(parcel: P, modeOf: LabelModeOf) => {
  const { carrier, service } = parcel;
  return { ...parcel, labelMode: modeOf(carrier !== null && service !== null ? { carrier, service } : null) };
};
