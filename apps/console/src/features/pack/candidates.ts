import type { Candidate, Decision } from '../../shared/parcels/decision.js';

/** A package that takes the goods, and what it costs more than the one that is planned. */
export interface OfferedPackage {
  readonly packageCode: string;
  readonly totalYen: number;
  readonly extraYen: number | undefined;
}

const OFFERED_MAX = 6;

/** The cheapest packages that take everything, each with its cheapest service. */
export const offeredPackages = (decision: Decision | undefined): OfferedPackage[] =>
  (decision?.record?.whole ?? [])
    .flatMap((candidate) => {
      const totalYen = totalOf(candidate);
      const planned = decision?.parcel?.totalYen;
      if (totalYen === undefined) return [];
      const extraYen = planned === undefined ? undefined : totalYen - planned;
      return [{ packageCode: candidate.packageCode, totalYen, extraYen }];
    })
    .sort((one, other) => one.totalYen - other.totalYen)
    .slice(0, OFFERED_MAX);

/** undefined: the package does not take the goods, or nobody carries it. */
const totalOf = ({
  services = [],
  packageYen = 0,
  fillerYen = 0,
  handlingYen = 0,
}: Candidate): number | undefined => {
  const carried = services.flatMap(({ totalYen }) => (totalYen === undefined ? [] : [totalYen]));
  return carried.length === 0 ? undefined : Math.min(...carried) + packageYen + fillerYen + handlingYen;
};
