import type { Scenario, ScriptedShop } from './scenario.js';

/** Skus that no order has had yet, by scenario. */
export type Goods = ReadonlyMap<Scenario, Iterator<string>>;

/** Brings in a sku for each schedule of the scenarios in one import, each with the units on hand its scenario begins with. */
export const bringIn = async (
  { shop }: ScriptedShop,
  scenarios: readonly Scenario[],
  skusFor: (scenario: Scenario) => number,
): Promise<Goods> => {
  const skus = new Map(
    scenarios.map((scenario, index) => [
      scenario,
      Array.from({ length: skusFor(scenario) }, (_, nth) => `S${index}-${nth}`),
    ]),
  );
  const units = [...skus].flatMap(([{ onHand }, own]) => own.map((sku): [string, number] => [sku, onHand]));
  const sizes = [...skus].flatMap(([{ sizeMm }, own]) =>
    sizeMm ? own.map((sku) => [sku, sizeMm] as const) : [],
  );
  const unweighed = [...skus].flatMap(([scenario, own]) => (scenario.weightUnknown ? own : []));
  await shop.stock(Object.fromEntries(units), Object.fromEntries(sizes), unweighed);
  return new Map([...skus].map(([scenario, own]) => [scenario, own.values()]));
};
