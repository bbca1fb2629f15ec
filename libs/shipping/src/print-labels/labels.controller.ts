import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Caller, CountsAs, type OneAnswer, Roles, type ApiCaller } from '@okuru/platform';
import { PackingRun } from '../packing-run/packing-run.handler.js';
import { LabelsDto } from './labels.dto.js';

const labelsIn = (body: unknown): number => {
  const labels = (body as Partial<LabelsDto> | null | undefined)?.labels;
  return Array.isArray(labels) ? Math.max(1, labels.length) : 1;
};

/** Labels for a batch of parcels, printed before the goods are picked. */
@Controller('v1/labels')
export class LabelsController {
  constructor(private readonly packingRun: PackingRun) {}

  /** A packing run in which nothing is done but asking for the label; the answers are in the order of the parcels. */
  @Post()
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  @CountsAs(labelsIn)
  async print(
    @Caller() { keyId }: ApiCaller,
    @Body() { labels }: LabelsDto,
  ): Promise<{ readonly answers: readonly OneAnswer[] }> {
    const asked = labels.map(({ opId, parcelId }) => ({ opId, parcelId, label: true }));
    return { answers: await this.packingRun.record(keyId, asked) };
  }
}
