import type { DeliveryDemand, RemoteArea, Tariff } from './types.js';

/** The remote area of a postal code: the one whose beginning is longest; undefined for the mainland and for an unknown code. */
export const remoteAreaOf = (tariff: Tariff, { postalCode }: DeliveryDemand): RemoteArea | undefined =>
  postalCode === undefined ? undefined : longestMatch(tariff, postalCode)?.area;

/**
 * As much of a postal code (seven digits, with or without the hyphen) as these tariffs tell remote places apart by; undefined for the mainland. It prices like the whole
 * code, and whoever keeps it keeps no more than a name on a carrier's list.
 */
export const remotePlaceOf = (tariffs: readonly Tariff[], postalCode: string): string | undefined => {
  const digits = postalCode.replace('-', '');
  const length = Math.max(...tariffs.map((tariff) => longestMatch(tariff, digits)?.length ?? 0), 0);
  return length === 0 ? undefined : digits.slice(0, length);
};

const longestMatch = (
  { remoteAreas = [] }: Tariff,
  postalCode: string,
): { readonly area: RemoteArea; readonly length: number } | undefined => {
  let found: { readonly area: RemoteArea; readonly length: number } | undefined;
  for (const area of remoteAreas) {
    for (const beginning of area.postalCodes) {
      if (postalCode.startsWith(beginning) && beginning.length > (found?.length ?? 0))
        found = { area, length: beginning.length };
    }
  }
  return found;
};
