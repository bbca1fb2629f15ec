import { Injectable } from '@nestjs/common';
import { Clock, operationReused, Refusal, UnitOfWork, type Fact, type Transaction } from '@okuru/platform';
import { operationOf } from './operation.js';
import { evolve, type Parcel, type ParcelEvent } from '../parcel/parcel.js';
import type { ParcelInHand } from '../parcel/parcel-rows.js';
import {
  ParcelStore,
  type BlockedScan,
  type Operation,
  type ParcelName,
  type StoredAnswer,
} from '../parcel/parcel.store.js';

/** What a step found: the parcel's events, what to tell the others, and the answer to keep. */
export interface Outcome {
  readonly events?: readonly ParcelEvent[];
  readonly facts?: readonly Fact[];
  readonly blocked?: BlockedScan;
  /** undefined: the action goes on in a further step, so nothing is kept yet. */
  readonly answer?: StoredAnswer;
}

export interface Finding {
  readonly inHand: ParcelInHand | undefined;
  readonly at: Date;
}

/** Who acts, under which opId, on which parcel. */
export interface Action {
  readonly keyId: string;
  readonly opId: string;
  readonly parcelId: string;
  /** The device it is done on, where that said its name. */
  readonly station?: string | null;
}

/** Locks what comes before the parcel in the order in which everybody locks. */
type LockFirst = (tx: Transaction) => Promise<void>;

export type Step = (finding: Finding, tx: Transaction) => Promise<Outcome> | Outcome;

/** The other one committed first, so the second look finds its answer. */
const LOOKS_MAX = 2;

/** One way for every write of the warehouse: lock the parcel, look for the stored answer, decide, save all in one transaction. */
@Injectable()
export class ParcelWork {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly parcels: ParcelStore,
    private readonly clock: Clock,
  ) {}

  /** One action on one parcel, from its question to its answer. */
  async act(
    what: string,
    { keyId, opId, parcelId, station = null }: Action,
    asked: object,
    step: Step,
    lockFirst?: LockFirst,
  ): Promise<StoredAnswer> {
    const operation = { ...operationOf(keyId, opId, `${what} ${parcelId}`, asked), station };
    const answer = await this.perform(operation, { parcelId }, step, lockFirst);
    if (!answer) throw new Error(`The step ${what} left no answer`);
    return answer;
  }

  /** Answers undefined only when the step left its answer for later. */
  async perform(
    operation: Operation,
    name: ParcelName,
    step: Step,
    lockFirst?: LockFirst,
  ): Promise<StoredAnswer | undefined> {
    for (let look = 1; ; look += 1) {
      try {
        return await this.unitOfWork.run(async (tx) => {
          await lockFirst?.(tx);
          return this.once(tx, operation, name, step);
        });
      } catch (fault) {
        if (!(fault instanceof AnsweredMeanwhile) || look >= LOOKS_MAX) throw fault;
      }
    }
  }

  private async once(
    tx: Transaction,
    operation: Operation,
    name: ParcelName,
    step: Step,
  ): Promise<StoredAnswer | undefined> {
    const { inHand, before } = await this.parcels.open(tx, name, operation);
    if (before) return sameRequest(before, operation);
    if (!inHand && 'parcelId' in name) throw Refusal.notFound('parcel');
    const at = this.clock.now();
    const { events = [], facts = [], blocked, answer } = await step({ inHand, at }, tx);
    const parcel = inHand && events.reduce<Parcel>(evolve, inHand.parcel);
    const answered = answer && { operation, answer };
    const saved = await this.parcels.save(tx, { parcel, events, blocked, at, answered });
    if (!saved) throw new AnsweredMeanwhile();
    tx.publish(...facts);
    return answer;
  }
}

/** Two requests with one opId, for two parcels, at the same moment. */
class AnsweredMeanwhile extends Error {}

const sameRequest = (
  { status, body, requestHash }: StoredAnswer & { requestHash: string },
  operation: Operation,
): StoredAnswer => {
  if (requestHash === operation.requestHash) return { status, body };
  throw operationReused('opId', operation.opId);
};
