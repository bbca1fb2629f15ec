import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { Caller, Roles, Station, type ApiCaller } from '@okuru/platform';
import { LabelParcel } from '../waybill/label-parcel.handler.js';
import { given } from '../parcel-desk/answers.js';
import {
  ChoosePackageDto,
  CloseDto,
  HoldDto,
  OperationDto,
  ScanDto,
  UndoDto,
  WeighDto,
} from './work-parcel.dto.js';
import { MeasureParcel } from './measure-parcel.handler.js';
import { WorkParcel } from './work-parcel.handler.js';

const ParcelId = () => Param('parcelId', ParseUUIDPipe);

/** The packing table. */
@Controller('v1/parcels/:parcelId')
export class WorkParcelController {
  constructor(
    private readonly work: WorkParcel,
    private readonly measuring: MeasureParcel,
    private readonly labels: LabelParcel,
  ) {}

  @Post('start')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async start(@Caller() { keyId }: ApiCaller, @ParcelId() parcelId: string, @Body() { opId }: OperationDto) {
    return given(await this.work.start({ keyId, opId, parcelId }));
  }

  @Post('hold')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async hold(
    @Caller() { keyId }: ApiCaller,
    @ParcelId() parcelId: string,
    @Body() { opId, reason }: HoldDto,
  ) {
    return given(await this.work.hold({ keyId, opId, parcelId }, { reason }));
  }

  @Post('scans')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async scan(
    @Caller() { keyId }: ApiCaller,
    @Station() station: string | null,
    @ParcelId() parcelId: string,
    @Body() { opId, barcode, count = 1 }: ScanDto,
  ) {
    return given(await this.work.scan({ keyId, opId, parcelId, station }, { barcode, count }));
  }

  @Post('undo')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async undo(@Caller() { keyId }: ApiCaller, @ParcelId() parcelId: string, @Body() { opId, sku }: UndoDto) {
    return given(await this.work.undo({ keyId, opId, parcelId }, { sku }));
  }

  @Post('package')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async choosePackage(
    @Caller() { keyId }: ApiCaller,
    @ParcelId() parcelId: string,
    @Body() { opId, packageCode, reason }: ChoosePackageDto,
  ) {
    return given(await this.measuring.choosePackage({ keyId, opId, parcelId }, { packageCode, reason }));
  }

  @Post('weight')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async weigh(
    @Caller() { keyId }: ApiCaller,
    @Station() station: string | null,
    @ParcelId() parcelId: string,
    @Body() { opId, ...asked }: WeighDto,
  ) {
    return given(await this.measuring.weigh({ keyId, opId, parcelId, station }, asked));
  }

  @Post('label')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async label(@Caller() { keyId }: ApiCaller, @ParcelId() parcelId: string, @Body() { opId }: OperationDto) {
    return given(await this.labels.label({ keyId, opId, parcelId }));
  }

  @Post('close')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async close(
    @Caller() { keyId }: ApiCaller,
    @Station() station: string | null,
    @ParcelId() parcelId: string,
    @Body() { opId, waybill }: CloseDto,
  ) {
    return given(await this.work.close({ keyId, opId, parcelId, station }, { waybill }));
  }

  @Post('delivered')
  @HttpCode(200)
  @Roles('ops')
  async delivered(
    @Caller() { keyId }: ApiCaller,
    @ParcelId() parcelId: string,
    @Body() { opId }: OperationDto,
  ) {
    return given(await this.work.deliver({ keyId, opId, parcelId }));
  }
}
