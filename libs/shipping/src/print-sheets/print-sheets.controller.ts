import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query, Res } from '@nestjs/common';
import { CONFIG, Refusal, Roles, UnitOfWork, type Config } from '@okuru/platform';
import type { FastifyReply } from 'fastify';
import { PackageKinds } from '../package-kinds/package-kinds.store.js';
import { PlanningTablesSource } from '../plan-parcels/planning-tables.js';
import { pdfIn } from './pdf-answer.js';
import { BadgeBody, ItemLabelQuery, ManifestQuery, ShelfLabelsQuery } from './print-sheets.dto.js';
import { Printer } from './printer.handler.js';
import { badgeData, commandSheetData, itemLabelData, manifestData, practiceSheetData } from './sheet-data.js';
import { MANIFEST_PARCELS_MAX, Sheets } from './sheets.store.js';

/** What hangs on walls and shelves, lies on goods or goes with the driver, as PDF. */
@Controller('v1')
export class PrintSheetsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sheets: Sheets,
    private readonly packageKinds: PackageKinds,
    private readonly tables: PlanningTablesSource,
    private readonly printer: Printer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** What one carrier took on one day. */
  @Get('manifest.pdf')
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Roles('warehouse', 'ops')
  async manifest(
    @Query() { carrier, date }: ManifestQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const day = date ?? this.tables.today().shipOn;
    if (Number.isNaN(Date.parse(day)) || !new Date(day).toISOString().startsWith(day))
      throw Refusal.invalid('date', `is no day of the calendar (${day})`, 'Name a day such as 2026-10-01.');
    const parcels = await this.unitOfWork.read((tx) =>
      this.sheets.handedOver(tx, carrier, day, this.config.timeZone),
    );
    if (parcels.length === 0) throw Refusal.notFound(`manifest: ${carrier} took no parcel on ${day}`);
    if (parcels.length > MANIFEST_PARCELS_MAX)
      throw Refusal.conflict('not-printable', `More than ${MANIFEST_PARCELS_MAX} parcels left on ${day}.`);
    const data = manifestData(this.printer.sender(), { carrier, day }, parcels);
    return pdfIn(reply, await this.printer.print([{ name: 'manifest', data }]));
  }

  @Get('command-sheet.pdf')
  @Header('content-type', 'application/pdf')
  @Roles('warehouse', 'ops')
  async commandSheet(@Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const { kinds } = await this.unitOfWork.read((tx) => this.packageKinds.inUse(tx));
    const data = commandSheetData(this.config.shopName, kinds);
    return pdfIn(reply, await this.printer.print([{ name: 'command-sheet', data }]));
  }

  /** For who practises at the warehouse screens: none of its codes means anything in the shop. */
  @Get('practice-sheet.pdf')
  @Header('content-type', 'application/pdf')
  @Roles('warehouse', 'ops')
  async practiceSheet(@Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const data = practiceSheetData(this.config.shopName);
    return pdfIn(reply, await this.printer.print([{ name: 'practice-sheet', data }]));
  }

  @Get('shelf-labels.pdf')
  @Header('content-type', 'application/pdf')
  @Roles('warehouse', 'ops')
  async shelfLabels(
    @Query() { shelf: shelves }: ShelfLabelsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const jobs = shelves.map((shelf) => ({ name: 'shelf-label', data: { shelf } }));
    return pdfIn(reply, await this.printer.print(jobs, (document) => `shelf[${document}]`));
  }

  /** For goods without a barcode of their own. */
  @Get('item-labels.pdf')
  @Header('content-type', 'application/pdf')
  @Roles('warehouse', 'ops')
  async itemLabels(
    @Query() { sku, copies = 1 }: ItemLabelQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const item = await this.unitOfWork.read((tx) => this.sheets.item(tx, sku));
    if (!item) throw Refusal.notFound('item');
    return pdfIn(
      reply,
      await this.printer.print([{ name: 'item-label', data: itemLabelData(item, copies) }]),
    );
  }

  /** Of whoever was just given one: the code comes with the request, is printed and kept nowhere. */
  @Post('badge.pdf')
  @HttpCode(200)
  @Header('content-type', 'application/pdf')
  @Header('cache-control', 'no-store')
  @Roles('admin')
  async badge(@Body() body: BadgeBody, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const data = badgeData(this.config.shopName, body);
    return pdfIn(reply, await this.printer.print([{ name: 'badge', data }]));
  }
}
