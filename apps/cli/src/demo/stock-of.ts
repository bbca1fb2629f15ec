import type { DemoOrder } from './scenario.js';

/** Bound of one row of a stock import. */
const UNITS_MAX = 1_000_000;

/** Exactly the units of the orders a shop can take, by sku. */
export const stockOf = (orders: readonly DemoOrder[]): ReadonlyMap<string, number> => {
  const stock = new Map<string, number>();
  for (const { lines, mustBeRefused } of orders) {
    for (const { sku, quantity } of lines) {
      const units = (stock.get(sku) ?? 0) + (mustBeRefused === null ? quantity : 0);
      stock.set(sku, Math.min(UNITS_MAX, units));
    }
  }
  return stock;
};
