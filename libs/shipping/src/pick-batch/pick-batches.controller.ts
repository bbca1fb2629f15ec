import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Caller, Refusal, Roles, UnitOfWork, type ApiCaller } from '@okuru/platform';
import { CarriersNow } from '../carrier-tables/carriers-now.store.js';
import { LotRulesNow } from '../lots/lot-rules.store.js';
import type { LabelMode } from '../parcel/gate.js';
import { given } from '../parcel-desk/answers.js';
import { OperationDto } from '../work-parcel/work-parcel.dto.js';
import { PickBatches } from './pick-batch.store.js';
import { ListBatchesDto, PickDto, ShortDto, SLOTS_MAX, StartBatchDto, UndoDto } from './pick-batches.dto.js';
import { shownBatch, type ShownBatch, type ShownSlot } from './route.js';
import { hasLots, WorkBatch } from './work-batch.handler.js';

const BatchId = () => Param('batchId', ParseUUIDPipe);
const LIST_DEFAULT = 20;

/** A batch with when the waybill of each tote is printed: before the walk or at the table. */
interface AnsweredBatch extends Omit<ShownBatch, 'slots'> {
  readonly slots: readonly (ShownSlot & { readonly labelMode: LabelMode })[];
}

/** The walk through the shelves, for up to twelve parcels at once. */
@Controller('v1/pick-batches')
export class PickBatchesController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: PickBatches,
    private readonly work: WorkBatch,
    private readonly carriers: CarriersNow,
    private readonly rules: LotRulesNow,
  ) {}

  /** The route; asked again under its opId the same batch as it is then. */
  @Post()
  @Roles('warehouse', 'ops')
  async start(@Caller() { keyId }: ApiCaller, @Body() asked: StartBatchDto): Promise<AnsweredBatch> {
    const { opId, size = SLOTS_MAX, carrier = null, temperature = null } = asked;
    const started = given(await this.work.start({ keyId, opId }, { size, carrier, temperature }));
    return this.find((started as { batchId: string }).batchId);
  }

  /** Newest first; `waiting`: planned parcels that stand in no batch, counted up to 1,000. */
  @Get()
  @Roles('warehouse', 'ops')
  list(@Query() { status = 'open', limit = LIST_DEFAULT }: ListBatchesDto) {
    return this.unitOfWork.read(async (tx) => ({
      batches: await this.batches.list(tx, status, limit),
      waiting: await this.batches.waiting(tx),
    }));
  }

  @Get(':batchId')
  @Roles('warehouse', 'ops')
  show(@BatchId() batchId: string): Promise<AnsweredBatch> {
    return this.find(batchId);
  }

  @Post(':batchId/picks')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async pick(@Caller() { keyId }: ApiCaller, @BatchId() batchId: string, @Body() asked: PickDto) {
    const { opId, barcode, count = 1, sku = null, slot = null, lot, usableUntil, namedLotNotFound } = asked;
    const ofLot = {
      ...((lot ?? usableUntil) !== undefined && { lot: { lot, usableUntil } }),
      ...(namedLotNotFound && { namedLotNotFound }),
    };
    return given(await this.work.pick({ keyId, opId, batchId }, { barcode, count, sku, slot, ...ofLot }));
  }

  @Post(':batchId/shorts')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async short(@Caller() { keyId }: ApiCaller, @BatchId() batchId: string, @Body() asked: ShortDto) {
    const { opId, sku, count = null, slot = null } = asked;
    return given(await this.work.short({ keyId, opId, batchId }, { sku, count, slot }));
  }

  /** Takes back the last pick or shortage. */
  @Post(':batchId/undo')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async undo(@Caller() { keyId }: ApiCaller, @BatchId() batchId: string, @Body() { opId, of }: UndoDto) {
    return given(await this.work.undo({ keyId, opId, batchId }, { of: of ?? null }));
  }

  /** Before its time; parcels whose totes got nothing wait for the next batch. */
  @Post(':batchId/finish')
  @HttpCode(200)
  @Roles('warehouse', 'ops')
  async finish(@Caller() { keyId }: ApiCaller, @BatchId() batchId: string, @Body() { opId }: OperationDto) {
    return given(await this.work.finish({ keyId, opId, batchId }));
  }

  private async find(batchId: string): Promise<AnsweredBatch> {
    const found = await this.unitOfWork.read(async (tx) => {
      const batch = await this.batches.find(tx, batchId);
      if (!batch) return undefined;
      const rules = hasLots(batch) ? await this.rules.read(tx) : undefined;
      return { batch, rules, modeOf: await this.carriers.labelModes(tx) };
    });
    if (!found) throw Refusal.notFound('pick batch');
    const { slots, ...batch } = shownBatch(found.batch, found.rules);
    return { ...batch, slots: slots.map((slot) => ({ ...slot, labelMode: found.modeOf(slot.service) })) };
  }
}
