import { Injectable } from '@nestjs/common';
import { newId } from '@okuru/platform';
import { ItemNames } from '../item-replica/item-names.store.js';
import type { ScannedLot } from '@okuru/scan-engine';
import { LotRulesNow } from '../lots/lot-rules.store.js';
import type { StoredAnswer } from '../parcel/parcel.store.js';
import { operationOf } from '../parcel-desk/operation.js';
import { answeredStep, refusedPick, stoppedPick } from './answers.js';
import { BatchWork, type PickAction, type PickOutcome } from './batch-work.handler.js';
import { decidePick, isPickRejection, skusBearing, type PickBatch, type PickCommand } from './pick-batch.js';
import { PickLots } from './pick-lots.store.js';
import { PickBatches, type BatchFilter } from './pick-batch.store.js';

type OnBatch = PickAction & { readonly batchId: string };
export interface AskedPick {
  readonly barcode: string;
  readonly count: number;
  readonly sku: string | null;
  readonly slot: number | null;
  /** What a GS1 code says of goods that are kept by lot; absent where it says nothing. */
  readonly lot?: ScannedLot;
  /** The named lot was looked for in vain: one that expires later may be taken. */
  readonly namedLotNotFound?: true;
}

/** `^L:` and the shelf's code: who stands before a shelf may ask whether it is the stop's. */
const SHELF = /^\^L:(.+)$/i;

/** From the first tote to the last unit. */
@Injectable()
export class WorkBatch {
  constructor(
    private readonly work: BatchWork,
    private readonly batches: PickBatches,
    private readonly items: ItemNames,
    private readonly lots: PickLots,
    private readonly rules: LotRulesNow,
  ) {}

  /** Answers the id of the batch; 409 where no parcel waits. */
  start({ keyId, opId }: PickAction, asked: BatchFilter): Promise<StoredAnswer> {
    const batchId = newId();
    return this.work.once(operationOf(keyId, opId, 'pick-batch', asked), async (tx, at) => {
      await this.batches.oneStarter(tx);
      return async () => {
        const { parcels, hasLots } = await this.batches.start(tx, { batchId, keyId, at }, asked);
        if (parcels === 0)
          return { status: 409, body: { code: 'nothing-to-pick', title: 'No parcel waits to be picked' } };
        if (hasLots) await this.lots.promise(tx, batchId, (await this.rules.read(tx)).usableUntilMin);
        return { status: 201, body: { batchId } };
      };
    });
  }

  pick(action: OnBatch, asked: AskedPick): Promise<StoredAnswer> {
    const shelf = SHELF.exec(asked.barcode)?.[1];
    return this.work.act('pick', action, asked, async (batch, at, tx) => {
      if (shelf !== undefined) return judged(batch, { type: 'look-at-shelf', shelf, sku: asked.sku });
      const { lot: scanned = {}, namedLotNotFound = false, ...picked } = asked;
      const ofLot = hasLots(batch)
        ? { scanned, rules: await this.rules.read(tx), isNamedNotFound: namedLotNotFound }
        : undefined;
      const command = { type: 'pick', opId: action.opId, ...picked, knownSku: null, ofLot } as const;
      const answer = decidePick(batch, command);
      if (!isPickRejection(answer) || answer.kind === 'refused') return judged(batch, command);
      // Only a wrong scan asks who else bears the barcode.
      const isOurs = skusBearing(batch, asked.barcode).length > 0;
      const item = isOurs ? null : ((await this.items.bearing(tx, asked.barcode)) ?? null);
      const block = decidePick(batch, { ...command, knownSku: item?.sku ?? null });
      if (!isPickRejection(block) || block.kind !== 'blocked')
        throw new Error('A scan was stopped and then not');
      const stopped = stoppedPick(batch, command, block, item, at);
      return { stopped, answer: stopped.answer };
    });
  }

  /** What stock and order make of it is asked for at the packing table: here it is only written down, tote by tote. */
  short(
    action: OnBatch,
    asked: { readonly sku: string; readonly count: number | null; readonly slot: number | null },
  ): Promise<StoredAnswer> {
    return this.work.act('pick-short', action, asked, (batch) =>
      judged(batch, { type: 'report-short', opId: action.opId, ...asked }),
    );
  }

  undo(action: OnBatch, asked: { readonly of: string | null }): Promise<StoredAnswer> {
    return this.work.act('pick-undo', action, asked, (batch) => judged(batch, { type: 'undo', ...asked }));
  }

  finish(action: OnBatch): Promise<StoredAnswer> {
    return this.work.act('pick-finish', action, {}, (batch) => judged(batch, { type: 'finish' }));
  }
}

/** Whether goods of it are kept by lot. */
export const hasLots = ({ goods }: PickBatch): boolean => [...goods.values()].some(({ lots }) => lots);

const judged = (batch: PickBatch, command: PickCommand): PickOutcome => {
  const answer = decidePick(batch, command);
  if (!isPickRejection(answer)) return { events: answer, answer: answeredStep(batch, answer) };
  if (answer.kind === 'blocked') throw new Error(`The step ${command.type} stops no scan`);
  return { answer: refusedPick(answer) };
};
