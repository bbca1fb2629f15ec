import { remotePlaceOf } from '@okuru/carriers';
import type { EventData } from '@okuru/contracts';
import type { CarrierTables } from '../choose-packaging/packaging-demand.js';
import type { ConfirmedOrder, ReservedLine } from '../shipment/shipment.js';

/** The units of a rehearsed order as a real one would hand them to planning. */
export interface RehearsedUnits {
  /** Planned at once. */
  readonly now: readonly ReservedLine[];
  /** Planned when stock has come, all of it together. */
  readonly later: readonly ReservedLine[];
  /** Skus without facts, of which nothing can be said. */
  readonly unknown: readonly string[];
}

type Stocked = EventData<'rehearsal.stocked'>;

/** An order that ships complete waits with everything for what is short; one that ships what there is splits. */
export const rehearsedUnits = ({ question, lines, items }: Stocked): RehearsedUnits => {
  const known = new Map(items.map((item) => [item.sku, item]));
  const of = (units: (line: Stocked['lines'][number]) => number): ReservedLine[] =>
    lines.flatMap((line) => {
      const [item, quantity] = [known.get(line.sku), units(line)];
      return item && quantity > 0 ? [{ lineId: line.lineId, sku: line.sku, quantity, item }] : [];
    });
  const unknown = [...new Set(lines.filter(({ sku }) => !known.has(sku)).map(({ sku }) => sku))];
  const waits = lines.some(({ waiting }) => waiting > 0);
  if (waits && question.shortStock !== 'ship-available') {
    return { now: [], later: of(({ available, waiting }) => available + waiting), unknown };
  }
  return { now: of(({ available }) => available), later: of(({ waiting }) => waiting), unknown };
};

/** The order that would be confirmed, as far as planning looks at it. */
export const rehearsedOrder = (
  { rehearsalId, question }: Stocked,
  { tariffs }: CarrierTables,
): ConfirmedOrder => ({
  ...placeOf(remotePlaceOf(tariffs, question.destination.postalCode)),
  channel: 'rehearsal',
  reference: rehearsalId,
  prefecture: question.destination.prefecture,
  delivery: question.delivery,
  cashOnDelivery: question.collect !== null,
  ...collectedFrom(question),
  shortStock: question.shortStock,
  shipTo: null,
});

const placeOf = (remotePlace: string | undefined) => (remotePlace === undefined ? {} : { remotePlace });

const collectedFrom = ({ collect, lines }: Stocked['question']) => {
  if (!collect) return {};
  const { totalYen, unitPricesYen } = collect;
  const goodsYen = lines.reduce(
    (sum, { lineId, quantity }) => sum + quantity * (unitPricesYen[lineId] ?? 0),
    0,
  );
  return { totalYen, unitPricesYen, goodsYen };
};
