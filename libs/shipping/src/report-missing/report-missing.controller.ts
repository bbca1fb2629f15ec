import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Caller, Roles, type ApiCaller } from '@okuru/platform';
import { given } from '../parcel-desk/answers.js';
import { ReportMissingDto } from './report-missing.dto.js';
import { ReportMissing } from './report-missing.handler.js';

/** While picking or at the packing table: a unit is not there, or not fit to be sent. */
@Controller('v1/parcels/:parcelId')
export class ReportMissingController {
  constructor(private readonly reporting: ReportMissing) {}

  @Post('missing')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async missing(
    @Caller() { keyId }: ApiCaller,
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Body() { opId, sku, quantity, cause }: ReportMissingDto,
  ) {
    return given(await this.reporting.report({ keyId, opId, parcelId }, { sku, quantity, cause }));
  }
}
