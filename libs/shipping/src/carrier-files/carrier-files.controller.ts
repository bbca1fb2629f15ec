import { Body, Controller, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { LAYOUTS, type Layout } from '@okuru/carrier-files';
import { Clock, csvBody, Refusal, Roles, UnitOfWork } from '@okuru/platform';
import { CarrierContracts } from './carrier-contract.store.js';
import { CarrierContractDto, CarrierFileDto } from './carrier-files.dto.js';
import { ExportCarrierFile } from './export-carrier-file.handler.js';
import { ImportAnswer } from './import-answer.handler.js';

/** Files for the program of a carrier (B2 Cloud, e-Hiden III, Yu-Pri R), which prints the waybills itself, and its answers. */
@Controller('v1/carrier-files/:program')
export class CarrierFilesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly contracts: CarrierContracts,
    private readonly exporting: ExportCarrierFile,
    private readonly importing: ImportAnswer,
    private readonly clock: Clock,
  ) {}

  @Get('contract')
  @Roles('warehouse', 'ops')
  async contract(@Param('program') program: string) {
    const { program: known } = layoutOf(program);
    const contract = await this.unitOfWork.read((tx) => this.contracts.newest(tx, known));
    if (!contract) throw Refusal.notFound('contract');
    return contract;
  }

  @Put('contract')
  @Roles('ops')
  async putContract(@Param('program') program: string, @Body() contract: CarrierContractDto) {
    const { program: known } = layoutOf(program);
    await this.unitOfWork.run((tx) => this.contracts.put(tx, known, contract, this.clock.now()));
    return contract;
  }

  /** Everything that stands against the file, with what may stand in place of each character the carrier cannot hold. */
  @Post('check')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async check(@Param('program') program: string, @Body() asked: CarrierFileDto) {
    return this.exporting.check(layoutOf(program), asked);
  }

  /** The file itself: CP932, CRLF. */
  @Post()
  @HttpCode(200)
  @Header('content-type', 'text/csv; charset=Shift_JIS')
  @Header('content-disposition', 'attachment; filename="okuru.csv"')
  @Roles('warehouse', 'ops')
  async export(@Param('program') program: string, @Body() asked: CarrierFileDto): Promise<Buffer> {
    return this.exporting.export(layoutOf(program), asked);
  }

  /** What the program printed: a CSV file as it exports it. */
  @Post('answers')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async answer(@Param('program') program: string, @Body() file: Buffer) {
    return this.importing.import(layoutOf(program), csvBody(file));
  }
}

const layoutOf = (program: string): Layout => {
  const layout = LAYOUTS.find((each) => each.program === program);
  if (layout) return layout;
  throw Refusal.notFound(`program: one of ${LAYOUTS.map((each) => each.program).join(', ')}`);
};
