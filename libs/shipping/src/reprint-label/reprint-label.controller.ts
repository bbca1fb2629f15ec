import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import { given } from '../parcel-desk/answers.js';
import { ReprintDto } from './reprint-label.dto.js';
import { ReprintLabel } from './reprint-label.handler.js';

/** A label that was spoilt, or names a service that may not carry the parcel any more. */
@Controller('v1/parcels/:parcelId/label/reprint')
export class ReprintLabelController {
  constructor(private readonly labels: ReprintLabel) {}

  @Post()
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async reprint(
    @Caller() { keyId }: ApiCaller,
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Body() { opId, reason }: ReprintDto,
  ) {
    return given(await this.labels.reprint({ keyId, opId, parcelId }, reason));
  }
}
