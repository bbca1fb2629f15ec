import { choosePackaging } from './choose-packaging.js';
import type { PackagingDecision } from './packaging-decision.js';
import type { CarrierTables, ChoiceRules, PackageTable, PackagingDemand } from './packaging-demand.js';

/** Everything a decision depends on beside its question; the same objects for a whole batch. */
export interface ChoiceTables {
  readonly packages: PackageTable;
  readonly carriers: CarrierTables;
  readonly rules: ChoiceRules;
}

/** The answer to the question, computed from the tables here and now. */
export const chooseFrom = (
  demand: PackagingDemand,
  { packages, carriers, rules }: ChoiceTables,
): PackagingDecision =>
  choosePackaging(demand, packages, carriers.services, carriers.tariffs, rules, carriers.calendar);
