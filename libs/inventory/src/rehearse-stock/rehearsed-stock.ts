import type { EventData, ItemFacts } from '@okuru/contracts';
import { allocate, type StockLevel } from '../allocation/allocate.js';
import { newLines } from '../reserve-stock/new-lines.js';

/**
 * What present stock would do for one rehearsed order, as it would for a real one placed now. Each rehearsal has all of
 * the stock to itself. No queue is read: a sku with a queue has nothing allocatable.
 */
export const rehearsedStock = (
  { rehearsalId, question }: EventData<'rehearsal.asked'>,
  now: Date,
  stock: ReadonlyMap<string, StockLevel>,
  items: ReadonlyMap<string, ItemFacts>,
): EventData<'rehearsal.stocked'> => {
  const { lines, shortStock } = question;
  const skus = [...new Set(lines.map(({ sku }) => sku))];
  const levels = skus.flatMap((sku) => stock.get(sku) ?? []);
  const wanted = newLines({ orderId: rehearsalId, placedAt: now.toISOString(), lines, shortStock });
  return {
    rehearsalId,
    question,
    lines: allocate(wanted, levels, []).fresh.map(({ line, granted, waiting, cancelled }) => ({
      lineId: line.lineId,
      sku: line.sku,
      quantity: line.quantity,
      available: granted,
      waiting,
      cancelled,
    })),
    items: skus.flatMap((sku) => items.get(sku) ?? []),
  };
};
