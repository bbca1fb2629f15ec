import type { DeliveryDemand, RemoteArea, Tariff } from './types.js';

/** The remote area of a postal code: the one whose beginning is longest; undefined for the mainland and for an unknown code. */
export const remoteAreaOf = (tariff: Tariff, { postalCode }: DeliveryDemand): RemoteArea | undefined => {
  if (postalCode === undefined || tariff.remoteAreas === undefined) return undefined;
  let found: { readonly area: RemoteArea; readonly length: number } | undefined;
  for (const area of tariff.remoteAreas) {
    for (const beginning of area.postalCodes) {
      if (postalCode.startsWith(beginning) && beginning.length > (found?.length ?? 0))
        found = { area, length: beginning.length };
    }
  }
  return found?.area;
};
