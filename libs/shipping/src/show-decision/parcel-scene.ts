import { sceneOf, type PackingScene, type PackRules } from '@okuru/packing';
import type { StoredDecision } from './shown-decisions.store.js';

/** The parcel as it was planned, in three dimensions; undefined when a person chose another package, or the package at all. */
export const parcelScene = (stored: StoredDecision, rules: PackRules): PackingScene | undefined => {
  const { own, packageCode, question, kinds, names } = stored;
  if ('leftToAPerson' in own || !question || !kinds) return undefined;
  const [parcel] = own.outcome.chosen;
  const kind = kinds.find(({ code }) => code === parcel.packageCode);
  if (!kind || parcel.packageCode !== packageCode) return undefined;
  const inside = question.items.filter(({ sku }) => parcel.units[sku] !== undefined);
  return sceneOf(parcel, kind, inside, rules, new Map(Object.entries(names)));
};
