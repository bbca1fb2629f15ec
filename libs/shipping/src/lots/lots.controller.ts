import { Controller, Get, Param, Query } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { LotParcelsQuery } from './lots.dto.js';
import { type ParcelOfLot, ParcelLots } from './parcel-lots.store.js';

const PAGE_MAX = 200;
/** What a sku or a lot may be; PostgreSQL takes no NUL. */
const NAME = /^\P{Cc}{1,64}$/u;
/** Before the first parcel. */
const NO_PARCEL = '00000000-0000-0000-0000-000000000000';

export interface ParcelsOfLot {
  readonly sku: string;
  readonly lot: string;
  readonly parcels: readonly ParcelOfLot[];
  /** The `after` of the following page; null on the last. */
  readonly next: string | null;
}

/** リコール: where the units of a lot are. */
@Controller('v1/lots')
export class LotsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lots: ParcelLots,
  ) {}

  /** Parcels that units of the lot went into, those that left and those that lie here yet; the oldest first. */
  @Get(':sku/:lot/parcels')
  @Roles('warehouse', 'ops')
  async parcels(
    @Param('sku') sku: string,
    @Param('lot') lot: string,
    @Query() { after = NO_PARCEL, limit = PAGE_MAX }: LotParcelsQuery,
  ): Promise<ParcelsOfLot> {
    if (!NAME.test(sku) || !NAME.test(lot)) throw Refusal.notFound('lot');
    const found = await this.unitOfWork.read((tx) => this.lots.parcels(tx, sku, lot, limit + 1, after));
    const parcels = found.slice(0, limit);
    return { sku, lot, parcels, next: found.length > limit ? (parcels.at(-1)?.parcelId ?? null) : null };
  }
}
