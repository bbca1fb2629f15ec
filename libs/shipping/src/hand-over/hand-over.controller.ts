import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Caller, Roles, Station, type ApiCaller } from '@okuru/platform';
import { given } from '../parcel-desk/answers.js';
import { HandOverDto } from './hand-over.dto.js';
import { HandOver } from './hand-over.handler.js';

/** The cage where parcels wait for the carrier. */
@Controller('v1/hand-overs')
export class HandOverController {
  constructor(private readonly handOver: HandOver) {}

  @Post()
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async scan(
    @Caller() { keyId }: ApiCaller,
    @Station() station: string | null,
    @Body() { opId, waybill, carrier }: HandOverDto,
  ) {
    return given(await this.handOver.handOver({ keyId, opId, waybill, carrier, station }));
  }
}
