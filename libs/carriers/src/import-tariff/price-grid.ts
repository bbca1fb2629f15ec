import type { RateLine } from './rates-csv.js';
import { zoneDistanceKm } from './zone-distance.js';
import type { Zones } from './zones-file.js';

/** Where the prices of a whole table stand; origins, zones and sizes are told by their number in these lists. */
export interface PriceGrid {
  readonly origins: readonly string[];
  readonly zones: readonly string[];
  /** Ascending. */
  readonly sizes: readonly string[];
  /** Number of the zone that is the origin itself. */
  readonly homeOf: readonly number[];
  /** Number of the origin that is the zone itself; -1: nothing starts there. */
  readonly originOf: readonly number[];
  /** Whether a zone is reached by the ordinary road: all but Okinawa's, whose freight goes by air and sea and rises otherwise. */
  readonly byRoad: readonly boolean[];
  /** Kilometres from origin to zone. */
  readonly km: readonly (readonly number[])[];
  /** Index of the line; every place is filled. */
  lineAt(origin: number, zone: number, size: number): number;
}

const OKINAWA = 47;

/** The grid of lines that are complete; `sizes` are those to look at, smallest first. */
export const priceGrid = (
  lines: readonly RateLine[],
  zonesOf: Zones,
  sizes: readonly string[],
): PriceGrid => {
  const index = new Map(lines.map(({ origin, zone, size }, at) => [`${origin}|${zone}|${size}`, at]));
  const origins = [...new Set(lines.map(({ origin }) => origin))];
  const zones = [...new Set(lines.map(({ zone }) => zone))];
  const places = origins.flatMap((origin) =>
    zones.flatMap((zone) => sizes.map((size) => index.get(`${origin}|${zone}|${size}`)!)),
  );
  return {
    origins,
    zones,
    sizes,
    homeOf: origins.map((origin) => zones.indexOf(origin)),
    originOf: zones.map((zone) => origins.indexOf(zone)),
    byRoad: zones.map((zone) => !zonesOf.get(zone)!.includes(OKINAWA)),
    km: origins.map((origin) =>
      zones.map((zone) => zoneDistanceKm(zonesOf.get(origin)!, zonesOf.get(zone)!)),
    ),
    lineAt: (origin, zone, size) => places[(origin * zones.length + zone) * sizes.length + size]!,
  };
};
