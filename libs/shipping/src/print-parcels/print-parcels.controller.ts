import { Body, Controller, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { CountsAs, Roles } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import { pdfIn } from '../print-sheets/pdf-answer.js';
import { PrintParcels } from './print-parcels.handler.js';
import { PrintRunDto } from './print-run.dto.js';

/** As much work as a request that reads. */
const PARCELS_PER_REQUEST = 10;
const requestsIn = (body: unknown): number => {
  const ids = (body as Partial<PrintRunDto> | null | undefined)?.parcelIds;
  return Array.isArray(ids) ? Math.max(1, Math.ceil(ids.length / PARCELS_PER_REQUEST)) : 1;
};

/** Papers of parcels as PDF: of one, and of hundreds in one file. */
@Controller('v1')
export class PrintParcelsController {
  constructor(private readonly papers: PrintParcels) {}

  @Get('parcels/:parcelId/packing-slip.pdf')
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Roles('warehouse', 'ops')
  async packingSlip(
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return pdfIn(reply, await this.papers.one('packing-slip', parcelId));
  }

  /** Of no carrier: the number, the address and the parcel's own code. */
  @Get('parcels/:parcelId/label.pdf')
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Roles('warehouse', 'ops')
  async label(
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return pdfIn(reply, await this.papers.one('label', parcelId));
  }

  /** One file or a refusal that names each parcel in the way: half a run would be searched for the missing ones. */
  @Post('print-runs')
  @HttpCode(200)
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Roles('warehouse', 'ops')
  @CountsAs(requestsIn)
  async run(
    @Body() { documents, parcelIds }: PrintRunDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    return pdfIn(reply, await this.papers.many(documents, parcelIds));
  }
}
