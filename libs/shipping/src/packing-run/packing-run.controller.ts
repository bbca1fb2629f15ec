import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Caller, CountsAs, JsonBytesMax, type OneAnswer, Roles, type ApiCaller } from '@okuru/platform';
import { PackingRunDto, RUN_BYTES_MAX } from './packing-run.dto.js';
import { PackingRun } from './packing-run.handler.js';

const parcelsIn = (body: unknown): number => {
  const parcels = (body as Partial<PackingRunDto> | null | undefined)?.parcels;
  return Array.isArray(parcels) ? Math.max(1, parcels.length) : 1;
};

/** A packing line, or a table that was offline, says what it did to many parcels at once. */
@Controller('v1/packing-runs')
export class PackingRunController {
  constructor(private readonly packingRun: PackingRun) {}

  /** The answers are in the order of the parcels. */
  @Post()
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  @JsonBytesMax(RUN_BYTES_MAX)
  @CountsAs(parcelsIn)
  async record(
    @Caller() { keyId }: ApiCaller,
    @Body() { parcels }: PackingRunDto,
  ): Promise<{ readonly answers: readonly OneAnswer[] }> {
    return { answers: await this.packingRun.record(keyId, parcels) };
  }
}
