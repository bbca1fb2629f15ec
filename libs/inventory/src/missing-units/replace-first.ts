import type { ShortageCause } from '@okuru/contracts';
import type { Grant } from '../allocation/allocate.js';
import { lineKey } from '../reservation/line-key.js';

/** Units of an order line that somebody reported missing or damaged, and in whose place nothing came yet. */
export interface OwedUnits {
  readonly reportId: string;
  readonly cause: ShortageCause;
  readonly parcelId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly owed: number;
  /** null until it was stated that they are awaited. */
  readonly awaitedSince: Date | null;
}

/** Units that come in the place of missing ones. */
export interface Replacement extends OwedUnits {
  readonly units: number;
}

/**
 * What a grant of the queue is for: a parcel on the table that lacks units comes before units that were never planned.
 * `owed` in the order in which it was reported.
 */
export const replaceFirst = (
  grants: readonly Grant[],
  owed: readonly OwedUnits[],
): { readonly replacements: readonly Replacement[]; readonly others: readonly Grant[] } => {
  const replacements: Replacement[] = [];
  const others: Grant[] = [];
  for (const grant of grants) {
    let left = grant.granted;
    for (const one of owed.filter((each) => lineKey(each) === lineKey(grant.line))) {
      const units = Math.min(left, one.owed);
      if (units > 0) replacements.push({ ...one, units });
      left -= units;
    }
    if (left > 0) others.push({ ...grant, granted: left });
  }
  return { replacements, others };
};
