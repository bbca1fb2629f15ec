import { bringIn } from './journeys/goods.js';
import { runScenario } from './journeys/run-scenario.js';
import { SCENARIOS } from './journeys/scenarios.js';
import { type OpenScriptedShop, startScriptedShop } from './journeys/scripted-shop.js';

/** Between them orders are held, amended, confirmed, paid, short, split, cancelled, packed and sent, and letters written of it. */
const STORIES: readonly string[] = [
  'in stock, cancelled',
  'ships what is available, a receipt',
  'held, confirmed, cancelled',
  'awaiting payment, paid, expired',
  'letters: in two parcels',
  'in stock, amended, cancelled',
  'letters: amended',
];
/** More goods than orders, as in any shop. */
const SKUS_EACH = 4;

/** A shop whose services have rows of every kind: one schedule of each of some stories has run to its end. */
export const startWorkedShop = async (seed: number): Promise<OpenScriptedShop> => {
  const scripted = await startScriptedShop();
  const scenarios = SCENARIOS.filter(({ name }) => STORIES.includes(name)).map((scenario) => ({
    ...scenario,
    some: 1,
    movesClock: true,
  }));
  if (scenarios.length < STORIES.length) throw new Error('Some of the stories are not told any more.');
  const goods = await bringIn(scripted, scenarios, () => SKUS_EACH);
  for (const scenario of scenarios) await runScenario(scripted, scenario, goods.get(scenario)!, seed);
  return scripted;
};
