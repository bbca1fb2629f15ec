import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { ListParcelsDto } from './list-parcels.dto.js';
import { ShownParcels } from './shown-parcels.store.js';

const PAGE_DEFAULT = 50;

/** What is to be packed, and why it is packed so. */
@Controller('v1/parcels')
export class ShowParcelsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ShownParcels,
  ) {}

  /** A page, oldest first; `next` is the `after` of the following page, null on the last. */
  @Get()
  @Roles('warehouse', 'ops')
  async list(@Query() { status, limit = PAGE_DEFAULT, after }: ListParcelsDto) {
    const parcels = await this.unitOfWork.read((tx) => this.parcels.list(tx, status, limit, after));
    return { parcels, next: parcels.length < limit ? null : (parcels.at(-1)?.parcelId ?? null) };
  }

  @Get(':parcelId')
  @Roles('warehouse', 'ops')
  async show(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    const parcel = await this.unitOfWork.read((tx) => this.parcels.find(tx, parcelId));
    if (!parcel) throw Refusal.notFound('parcel');
    return parcel;
  }
}
