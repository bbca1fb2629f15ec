import { amountToCollectYen } from '../plan-parcels/delivery.js';
import type { ConfirmedOrder } from '../shipment/shipment.js';

/** Percent: of charges, which are what the total has beyond the goods. */
const CHARGES_TAX_RATE = 10;

/**
 * Yen that the carrier collects for a parcel, and the tax in it: of the goods at their rates, of the rest at ten percent, each rate
 * rounded down once. 'unknown' where the order was confirmed before its rates were kept; undefined where nothing is collected.
 */
export const collectedFor = (
  order: ConfirmedOrder,
  lines: readonly { readonly lineId: string; readonly quantity: number }[],
): { readonly amountYen: number; readonly taxYen: number } | 'unknown' | undefined => {
  if (!order.cashOnDelivery) return undefined;
  const amountYen = amountToCollectYen(order, { lines });
  const { taxRates, unitPricesYen } = order;
  if (amountYen === undefined || !taxRates || !unitPricesYen) return 'unknown';
  const yenByRate = new Map<number, number>();
  let goodsYen = 0;
  for (const { lineId, quantity } of lines) {
    const yen = quantity * (unitPricesYen[lineId] ?? 0);
    const rate = taxRates[lineId] ?? CHARGES_TAX_RATE;
    yenByRate.set(rate, (yenByRate.get(rate) ?? 0) + yen);
    goodsYen += yen;
  }
  const restYen = Math.max(0, amountYen - goodsYen);
  yenByRate.set(CHARGES_TAX_RATE, (yenByRate.get(CHARGES_TAX_RATE) ?? 0) + restYen);
  const taxYen = [...yenByRate].reduce((sum, [rate, yen]) => sum + taxIn(yen, rate), 0);
  return { amountYen, taxYen: Math.min(taxYen, amountYen) };
};

const taxIn = (yen: number, rate: number): number => Math.floor((yen * rate) / (100 + rate));
