import { sceneOf, type PackingScene, type PackRules } from '@okuru/packing';
import type { StoredDecision } from './shown-decisions.store.js';

/**
 * The parcel as it was planned, in three dimensions; undefined when a person chose another package, or the package at all, or
 * when something else than planned is in it.
 */
export const parcelScene = (stored: StoredDecision, rules: PackRules): PackingScene | undefined => {
  const { own, packageCode, question, kinds, names } = stored;
  if ('leftToAPerson' in own || !question || !kinds) return undefined;
  const [parcel] = own.outcome.chosen;
  const kind = kinds.find(({ code }) => code === parcel.packageCode);
  if (!kind || parcel.packageCode !== packageCode || !isSame(parcel.units, stored.units)) return undefined;
  const inside = question.items.filter(({ sku }) => parcel.units[sku] !== undefined);
  return sceneOf(parcel, kind, inside, rules, new Map(Object.entries(names)));
};

const isSame = (planned: Units, now: Units): boolean =>
  Object.keys(planned).length === Object.keys(now).length &&
  Object.entries(planned).every(([sku, units]) => now[sku] === units);

type Units = Readonly<Record<string, number>>;
