import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { addDays } from '@okuru/carriers';
import { Caller, Refusal, Roles, UnitOfWork, type ApiCaller } from '@okuru/platform';
import { given } from '../parcel-desk/answers.js';
import { PickUpsNow } from '../pick-ups/pick-ups-now.store.js';
import { qualityReport } from './quality-report.js';
import { MisShipmentDto, QualityQuery } from './quality.dto.js';
import { QualityFigures, type Period } from './quality.store.js';
import { RecordMisShipment } from './record-mis-shipment.handler.js';

const DAYS_DEFAULT = 30;
const DAYS_MAX = 366;
const MS_PER_DAY = 86_400_000;

/** How well the shop packs: near misses and what left wrong, by goods, shelf and station, never by person. */
@Controller('v1')
export class QualityController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly figures: QualityFigures,
    private readonly pickUps: PickUpsNow,
    private readonly recording: RecordMisShipment,
  ) {}

  /** Days of the shop's zone, both counted in; the last 30 unless told otherwise. */
  @Get('quality')
  @Roles('lead', 'ops')
  async show(@Query() { from, to = this.pickUps.today() }: QualityQuery) {
    const period = periodOf(from, to);
    return qualityReport(period, await this.unitOfWork.read((tx) => this.figures.of(tx, period)));
  }

  /** A buyer found the wrong item or another's label. */
  @Post('parcels/:parcelId/mis-shipment')
  @HttpCode(200)
  @Roles('ops')
  async misShipment(
    @Caller() { keyId }: ApiCaller,
    @Param('parcelId', ParseUUIDPipe) parcelId: string,
    @Body() { opId, kind }: MisShipmentDto,
  ) {
    return given(await this.recording.record({ keyId, opId, parcelId }, kind));
  }
}

const periodOf = (from: string | undefined, to: string): Period => {
  const days = [from ?? to, to].map((day) => Date.parse(`${day}T00:00:00Z`));
  const [first = Number.NaN, last = Number.NaN] = days;
  const wrong = [from ?? to, to].find(
    (day, at) => Number.isNaN(days[at]) || !new Date(days[at]!).toISOString().startsWith(day),
  );
  if (wrong !== undefined)
    throw Refusal.invalid('from', `is no day of the calendar (${wrong})`, 'Name a day such as 2026-10-01.');
  if (first > last || last - first >= DAYS_MAX * MS_PER_DAY)
    throw Refusal.invalid(
      'from',
      `must be before to, by ${DAYS_MAX} days at most`,
      'Ask for a shorter time.',
    );
  return { from: from ?? addDays(to, 1 - DAYS_DEFAULT), to };
};
