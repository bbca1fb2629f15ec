import { choosePackaging } from './choose-packaging.js';
import type { PackagingDecision } from './packaging-decision.js';
import type { CarrierTables, ChoiceRules, PackageTable, PackagingDemand } from './packaging-demand.js';

/** Everything a decision depends on beside its question; the same objects for a whole batch. */
export interface ChoiceTables {
  readonly packages: PackageTable;
  readonly carriers: CarrierTables;
  readonly rules: ChoiceRules;
}

/** Answers the question from the tables: on the spot, or from memory. */
export type Choose = (demand: PackagingDemand, tables: ChoiceTables) => PackagingDecision;

/** The answer computed here and now. */
export const chooseFrom: Choose = (demand, { packages, carriers, rules }) =>
  choosePackaging(demand, packages, carriers.services, carriers.tariffs, rules, carriers.calendar);
