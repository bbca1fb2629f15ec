import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import { given } from '../parcel-desk/answers.js';
import { LateParcelsQuery, MoveLateParcelsDto } from './late-parcels.dto.js';
import { MoveLateParcels } from './move-late-parcels.handler.js';

/** Parcels that a carrier's pick-up left behind. */
@Controller('v1/late-parcels')
@Roles('warehouse', 'ops')
export class LateParcelsController {
  constructor(private readonly moving: MoveLateParcels) {}

  /** `delays` is what each order would hear, as `POST /v1/letters/preview` takes it. */
  @Get()
  async list(@Query() { carrier, came = false }: LateParcelsQuery) {
    return this.moving.show(carrier, came);
  }

  @Post('move')
  @HttpCode(200)
  async move(
    @Caller() { keyId }: ApiCaller,
    @Body() { opId, carrier, came = false, parcelIds }: MoveLateParcelsDto,
  ) {
    return given(await this.moving.move({ keyId, opId, carrier, came, parcelIds }));
  }
}
