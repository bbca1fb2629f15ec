import { Controller, Get, Header, Param, ParseUUIDPipe, Res } from '@nestjs/common';
import { Refusal, Roles, UnitOfWork } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { pdfIn } from '../print-sheets/pdf-answer.js';
import { Printer } from '../print-sheets/printer.handler.js';
import { PickBatches } from './pick-batch.store.js';
import { pickingListOf } from './picking-list.js';

/** The walk on paper, for whoever picks without a device or when it gave up. */
@Controller('v1/pick-batches')
export class PrintBatchController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: PickBatches,
    private readonly tables: PlanningTablesSource,
    private readonly printer: Printer,
  ) {}

  /** What is still to be taken, in the order of the route. */
  @Get(':batchId/picking-list.pdf')
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Roles('warehouse', 'ops')
  async pickingList(
    @Param('batchId', ParseUUIDPipe) batchId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const batch = await this.unitOfWork.read((tx) => this.batches.find(tx, batchId));
    if (!batch) throw Refusal.notFound('pick batch');
    const data = pickingListOf(batch, this.tables.today().shipOn);
    if (!data)
      throw Refusal.conflict(
        'nothing-left-to-pick',
        'Everything of this batch is picked. Begin another one.',
      );
    return pdfIn(reply, await this.printer.print([{ name: 'picking-list', data }]));
  }
}
