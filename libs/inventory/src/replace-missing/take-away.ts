import type { EventData } from '@okuru/contracts';
import type { EnteredUnits } from '../missing-units/missing-units.store.js';
import { lineKey } from '../reservation/line-key.js';
import type { Reservation } from '../reservation/reservation.store.js';

type Report = EventData<'parcel.shortage-reported'>;

/** Somebody reports units of a line that inventory never heard of; only a person can tell which record is wrong. */
export class NothingReserved extends Error {
  override readonly name = 'NothingReserved';

  constructor({ reportId, orderId }: Report, lineId: string) {
    super(`Report ${reportId} misses units of line ${lineId} of order ${orderId}, which reserved nothing.`);
  }
}

/**
 * What the reports take away from the books. Units that a line holds are owed to it from then on. A line that holds fewer
 * belongs to an order that was given up meanwhile: those units went back to the free stock, and are taken from there as
 * far as nobody else has them.
 */
export const takeAway = (
  reports: readonly Report[],
  lines: Iterable<Reservation>,
  stock: Iterable<{ readonly sku: string; readonly free: number }>,
): EnteredUnits[] => {
  const held = new Map<string, number>();
  for (const line of lines) held.set(lineKey(line), line.held);
  const free = new Map<string, number>();
  for (const row of stock) free.set(row.sku, row.free);

  return reports.flatMap((report) =>
    report.lines.map(({ lineId, sku, quantity }) => {
      const { orderId, parcelId, reportId, cause } = report;
      const before = held.get(lineKey({ orderId, lineId }));
      if (before === undefined) throw new NothingReserved(report, lineId);
      const owed = Math.min(before, quantity);
      held.set(lineKey({ orderId, lineId }), before - owed);
      const spare = free.get(sku) ?? 0;
      const unowned = Math.min(spare, quantity - owed);
      free.set(sku, spare - unowned);
      return { reportId, cause, parcelId, orderId, lineId, sku, owed, writtenOff: owed + unowned };
    }),
  );
};
