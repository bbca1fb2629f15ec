import type { Tariff } from '@okuru/carriers';

/** What a file of prices does not say and a choice needs. */
const COMPLETED = ['leadDaysByPrefecture', 'byAir', 'codFees', 'coolYenByClass', 'remoteAreas'] as const;
export type CompletedField = (typeof COMPLETED)[number];

/**
 * A tariff with the sample's days, fees and areas where the shop has entered none, and which these are: a fee nobody entered
 * would otherwise count as nothing. They are kept with the tariff, so that a later sample does not change it.
 */
export const completedBySample = (
  tariff: Tariff,
  sample: Tariff | undefined,
): { readonly tariff: Tariff; readonly fromSample: readonly CompletedField[] } => {
  const fromSample = COMPLETED.filter(
    (field) => tariff[field] === undefined && sample?.[field] !== undefined,
  );
  const fees = fromSample.includes('codFees') ? { cashOnDeliveryFeeYen: sample!.cashOnDeliveryFeeYen } : {};
  const filled = Object.fromEntries(fromSample.map((field) => [field, sample![field]]));
  return { tariff: { ...tariff, ...fees, ...filled }, fromSample };
};
