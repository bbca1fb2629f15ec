import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import { given } from '../parcel-desk/answers.js';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';
import { SplitParcel } from './split-parcel.handler.js';

/** The goods do not fit the box, or are wanted in two. */
@Controller('v1/parcels/:parcelId/split')
export class SplitParcelController {
  constructor(private readonly splitting: SplitParcel) {}

  /** What it would make and cost; nothing changes. */
  @Get()
  @Roles('warehouse', 'ops')
  preview(@Param('parcelId', ParseUUIDPipe) parcelId: string) {
    return this.splitting.preview(parcelId);
  }

  @Post()
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async split(
    @Caller() { keyId }: ApiCaller,
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Body() { opId }: OperationDto,
  ) {
    return given(await this.splitting.split({ keyId, opId, parcelId }));
  }
}
