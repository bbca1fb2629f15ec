import { createHash } from 'node:crypto';
import type { ChosenParcel, PackagingDecision } from './packaging-decision.js';
import type { PackagingDemand } from './packaging-demand.js';

/** A question with its answer, as the database keeps it. */
export interface RecordedDecision {
  /** Made of question and answer: the same choice made twice is one record. */
  readonly decisionId: string;
  readonly question: PackagingDemand;
  readonly record: PackagingDecision;
}

/** What stands with the parcel itself: its own part of the choice. The record has the rest. */
export interface ParcelDecision extends Pick<PackagingDecision, 'proof' | 'handOverBecause' | 'versions'> {
  readonly decisionId: string;
  readonly outcome: { readonly chosen: readonly [ChosenParcel]; readonly totalYen: number };
  /** Parcels of the whole choice. */
  readonly parcels: number;
}

const ids = new WeakMap<PackagingDecision, string>();

/** A remembered answer keeps its id, so that it is written out once. */
export const recorded = (question: PackagingDemand, record: PackagingDecision): RecordedDecision => {
  const decisionId =
    ids.get(record) ??
    createHash('sha256')
      .update(JSON.stringify([question, record]))
      .digest('hex');
  ids.set(record, decisionId);
  return { decisionId, question, record };
};

export const decisionOfParcel = (
  { decisionId, record }: RecordedDecision,
  chosen: ChosenParcel,
  parcels: number,
): ParcelDecision => ({
  decisionId,
  outcome: {
    chosen: [chosen],
    totalYen: 'chosen' in record.outcome ? record.outcome.totalYen : chosen.totalYen,
  },
  parcels,
  proof: record.proof,
  handOverBecause: record.handOverBecause,
  versions: record.versions,
});
