import type { ChoiceRules, ServiceKind } from './packaging-demand.js';

const PER_MILLION = 1_000_000;

/** Yen that parcels of this value lose on average: probability of each case times value, rounded up; null when the shop has no figures. */
export const expectedLossYenOf = (
  valueYen: number,
  serviceKind: ServiceKind,
  { lossRates }: ChoiceRules,
): number | null => {
  const rates = lossRates.filter((rate) => rate.serviceKind === serviceKind);
  if (rates.length === 0) return null;
  const perMillion = rates.reduce((sum, { perMillionParcels }) => sum + perMillionParcels, 0);
  return Math.ceil((valueYen * perMillion) / PER_MILLION);
};
