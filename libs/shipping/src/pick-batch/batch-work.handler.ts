import { Injectable } from '@nestjs/common';
import { Clock, operationReused, Refusal, UnitOfWork, type Transaction } from '@okuru/platform';
import type { Operation, StoredAnswer } from '../parcel/parcel.store.js';
import { operationOf } from '../parcel-desk/operation.js';
import type { PickStopped } from './answers.js';
import type { PickBatch, PickEvent } from './pick-batch.js';
import { PickBatches } from './pick-batch.store.js';

/** Who acts, under which opId. */
export interface PickAction {
  readonly keyId: string;
  readonly opId: string;
}

/** What a step on a batch came to. */
export interface PickOutcome {
  readonly events?: readonly PickEvent[];
  readonly stopped?: PickStopped;
  readonly answer: StoredAnswer;
}

/** The other one committed first, so the second look finds its answer. */
const LOOKS_MAX = 2;

/** One way for every write of a walk: look for the kept answer, decide, save all in one transaction. */
@Injectable()
export class BatchWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly batches: PickBatches,
    private readonly clock: Clock,
  ) {}

  /** One action on one batch, which nobody else changes meanwhile. */
  act(
    what: string,
    action: PickAction & { readonly batchId: string },
    asked: object,
    step: (batch: PickBatch, at: Date, tx: Transaction) => Promise<PickOutcome> | PickOutcome,
  ): Promise<StoredAnswer> {
    const { keyId, opId, batchId } = action;
    return this.once(operationOf(keyId, opId, `${what} ${batchId}`, asked), async (tx, at) => {
      const batch = await this.batches.open(tx, batchId);
      if (!batch) throw Refusal.notFound('pick batch');
      return async () => {
        const { events = [], stopped, answer } = await step(batch, at, tx);
        await this.batches.save(tx, batch, events, keyId, at);
        if (stopped) {
          await this.batches.stop(tx, stopped, at);
          if (stopped.fact) tx.publish(stopped.fact);
        }
        return answer;
      };
    });
  }

  /** `begin` takes the locks; what was answered before is looked for under them. */
  async once(
    operation: Operation,
    begin: (tx: Transaction, at: Date) => Promise<() => Promise<StoredAnswer>>,
  ): Promise<StoredAnswer> {
    for (let look = 1; ; look += 1) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          const at = this.clock.now();
          const go = await begin(tx, at);
          const before = await this.batches.answered(tx, operation);
          if (before) return sameRequest(before, operation);
          const answer = await go();
          if (!(await this.batches.answer(tx, operation, answer, at))) throw new AnsweredMeanwhile();
          return answer;
        });
      } catch (fault) {
        if (!(fault instanceof AnsweredMeanwhile) || look >= LOOKS_MAX) throw fault;
      }
    }
  }
}

/** Two requests with one opId, for two batches, at the same moment. */
class AnsweredMeanwhile extends Error {}

const sameRequest = (
  { status, body, requestHash }: StoredAnswer & { readonly requestHash: string },
  operation: Operation,
): StoredAnswer => {
  if (requestHash === operation.requestHash) return { status, body };
  throw operationReused('opId', operation.opId);
};
