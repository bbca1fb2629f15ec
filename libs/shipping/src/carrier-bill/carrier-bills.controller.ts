import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Post,
  Query,
} from '@nestjs/common';
import { CONFIG, type Config, csvBody, Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { ImportBillDto, ListBillsDto } from './carrier-bills.dto.js';
import { CAUSES } from './causes.js';
import { differencesCsv } from './differences-csv.js';
import { ImportBill } from './import-bill.handler.js';
import { ShownBills } from './shown-bills.store.js';

const LIST_DEFAULT = 50;
/** Rows in an answer; the CSV holds more. */
const SHOWN_MAX = 500;
/** Rows of one CSV: more than a bill may have, and as many parcels that no bill names. */
const EXPORTED_MAX = 50_000;

/** What carriers billed, held against what was planned. */
@Controller('v1/carrier-bills')
export class CarrierBillsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly unitOfWork: UnitOfWork,
    private readonly importBill: ImportBill,
    private readonly bills: ShownBills,
  ) {}

  @Post()
  @HttpCode(200)
  @Roles('ops')
  async import(
    @Query() { carrier, billNumber, layout, firstDay, lastDay }: ImportBillDto,
    @Body() csv: Buffer,
  ) {
    if (firstDay !== undefined && lastDay !== undefined && firstDay > lastDay)
      throw Refusal.invalid('lastDay', 'is before firstDay', 'Give the days of the bill in their order.');
    const imported = await this.importBill.import({
      carrier,
      billNumber,
      layout: layout ?? 'okuru',
      file: csvBody(csv),
      days: {
        ...(firstDay === undefined ? {} : { firstDay }),
        ...(lastDay === undefined ? {} : { lastDay }),
      },
    });
    const { added, known } = imported;
    return { added, known, ...(await this.show(imported.billId)) };
  }

  /** Newest first. */
  @Get()
  @Roles('ops')
  async list(@Query() { limit = LIST_DEFAULT }: ListBillsDto) {
    return { bills: await this.unitOfWork.read((tx) => this.bills.list(tx, limit)) };
  }

  @Get(':billId')
  @Roles('ops')
  async show(@Param('billId', ParseUUIDPipe) billId: string) {
    return this.unitOfWork.read(async (tx) => {
      const bill = await this.bills.find(tx, billId);
      if (!bill) throw Refusal.notFound('bill');
      const causes = await this.bills.byCause(tx, billId);
      return {
        ...bill,
        causes: causes.map((sum) => ({ ...sum, words: CAUSES[sum.cause] })),
        differences: await this.bills.differences(tx, billId, SHOWN_MAX),
        notBilled: await this.bills.notBilled(tx, billId, SHOWN_MAX, this.config.timeZone),
      };
    });
  }

  /** Everything that is not as planned, for a spreadsheet. */
  @Get(':billId/differences.csv')
  @Header('content-type', 'text/csv; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="differences.csv"')
  @Roles('ops')
  async differences(@Param('billId', ParseUUIDPipe) billId: string): Promise<string> {
    return this.unitOfWork.read(async (tx) => {
      if (!(await this.bills.find(tx, billId))) throw Refusal.notFound('bill');
      const rows = await this.bills.differences(tx, billId, EXPORTED_MAX);
      return differencesCsv([
        ...rows,
        ...(await this.bills.notBilled(tx, billId, EXPORTED_MAX, this.config.timeZone)),
      ]);
    });
  }
}
