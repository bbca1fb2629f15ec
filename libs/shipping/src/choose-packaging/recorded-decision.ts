import { createHash } from 'node:crypto';
import { chooseFrom, type ChoiceTables } from './choice-tables.js';
import type { ChosenParcel, PackagingDecision } from './packaging-decision.js';
import type { PackagingDemand } from './packaging-demand.js';

/**
 * A question with its answer. What a plan needs of the answer lies open; the whole, which is many times as much, is
 * the JSON that the database keeps: it is written out once, and thousands of them are remembered.
 */
export interface RecordedDecision extends Pick<
  PackagingDecision,
  'outcome' | 'proof' | 'handOverBecause' | 'versions' | 'faults'
> {
  /** Made of question and answer: the same choice made twice is one record. */
  readonly decisionId: string;
  /** A `PackagingDemand` as JSON. */
  readonly question: string;
  /** A `PackagingDecision` as JSON. */
  readonly record: string;
}

/** Answers the question from the tables: on the spot, or from memory. */
export type Decide = (demand: PackagingDemand, tables: ChoiceTables) => RecordedDecision;

/** The answer computed here and now. */
export const decideFrom: Decide = (demand, tables) => recorded(demand, chooseFrom(demand, tables));

/** What stands with the parcel itself: its own part of the choice. The record has the rest. */
export interface ParcelDecision extends Pick<PackagingDecision, 'proof' | 'handOverBecause' | 'versions'> {
  readonly decisionId: string;
  readonly outcome: { readonly chosen: readonly [ChosenParcel]; readonly totalYen: number };
  /** Parcels of the whole choice. */
  readonly parcels: number;
}

export const recorded = (demand: PackagingDemand, decision: PackagingDecision): RecordedDecision => {
  const question = JSON.stringify(demand);
  const record = JSON.stringify(decision);
  const decisionId = createHash('sha256').update(`[${question},${record}]`).digest('hex');
  const { outcome, proof, handOverBecause, versions, faults } = decision;
  return { decisionId, question, record, outcome, proof, handOverBecause, versions, faults };
};

export const decisionOfParcel = (
  { decisionId, outcome, proof, handOverBecause, versions }: RecordedDecision,
  chosen: ChosenParcel,
  parcels: number,
): ParcelDecision => ({
  decisionId,
  outcome: { chosen: [chosen], totalYen: 'chosen' in outcome ? outcome.totalYen : chosen.totalYen },
  parcels,
  proof,
  handOverBecause,
  versions,
});
