import type { EventData } from '@okuru/contracts';
import type { OwedUnits, Replacement } from './replace-first.js';

/** One `stock.replaced` for each report that got something. */
export const replacedFacts = (replacements: readonly Replacement[]): EventData<'stock.replaced'>[] =>
  byReport(replacements).map((ofReport) => ({
    ...namesOf(ofReport[0]),
    lines: ofReport.map(({ lineId, sku, units, owed }) => ({
      lineId,
      sku,
      quantity: units,
      outstanding: owed - units,
    })),
    awaitedSince: ofReport[0].awaitedSince?.toISOString() ?? null,
  }));

/** One `stock.replacement-awaited` for each report that still lacks something. */
export const awaitedFacts = (
  awaited: readonly OwedUnits[],
  since: Date,
): EventData<'stock.replacement-awaited'>[] =>
  byReport(awaited).map((ofReport) => ({
    ...namesOf(ofReport[0]),
    cause: ofReport[0].cause,
    lines: ofReport.map(({ lineId, sku, owed }) => ({ lineId, sku, quantity: owed })),
    since: since.toISOString(),
  }));

const namesOf = ({ orderId, parcelId, reportId }: OwedUnits) => ({ orderId, parcelId, reportId });

/** At least one, all of one report. */
type OfReport<Units> = readonly [Units, ...Units[]];

const byReport = <Units extends OwedUnits>(all: readonly Units[]): OfReport<Units>[] => {
  const reports = new Map<string, [Units, ...Units[]]>();
  for (const units of all) {
    const ofReport = reports.get(units.reportId);
    if (ofReport) ofReport.push(units);
    else reports.set(units.reportId, [units]);
  }
  return [...reports.values()];
};
