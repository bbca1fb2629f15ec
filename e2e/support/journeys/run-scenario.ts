import { explore, type Explored, replay } from '../schedules/explore.js';
import type { Run } from '../schedules/step.js';
import { Journey } from './journey.js';
import { Rivals } from './rivals.js';
import { lettersLeave } from './letters-leave.js';
import type { Ended, Scenario, ScriptedShop } from './scenario.js';

const AT_ONCE = 6;
/** More than any scenario has that is run to the last schedule. */
const SCHEDULES_MAX = { services: 320, letters: 20 };

export const schedulesMaxOf = ({ some, explores }: Scenario): number => some ?? SCHEDULES_MAX[explores];

export interface ScenarioRun extends Explored {
  readonly ended: readonly Ended[];
}

/** Runs every schedule of the scenario, or some of them, and waits for the letters; no two schedules share a sku. */
export const runScenario = async (
  scripted: ScriptedShop,
  scenario: Scenario,
  skus: Iterator<string>,
  seed: number,
): Promise<ScenarioRun> => {
  const ended: Ended[] = [];
  const explored = await explore({
    begin: () => begin(scripted, scenario, skus, ended),
    atOnce: scenario.movesClock ? 1 : AT_ONCE,
    schedulesMax: schedulesMaxOf(scenario),
    seed,
  });
  await lettersLeave(scripted, ended);
  return { ...explored, ended };
};

/** Runs one schedule as a failure printed it; whatever it leaves open happens in any order. */
export const runSchedule = async (
  scripted: ScriptedShop,
  scenario: Scenario,
  skus: Iterator<string>,
  schedule: readonly string[],
): Promise<readonly Ended[]> => {
  const ended: Ended[] = [];
  await replay(await begin(scripted, scenario, skus, ended), schedule);
  await lettersLeave(scripted, ended);
  return ended;
};

const begin = (
  scripted: ScriptedShop,
  scenario: Scenario,
  skus: Iterator<string>,
  ended: Ended[],
): Promise<Run> => {
  const { clock } = scripted;
  const { value: sku, done } = skus.next();
  if (done) throw new Error(`no sku is left for ${scenario.name}`);
  const beganAt = clock.now();
  const onEnd = (order: Ended): void => {
    ended.push(order);
    if (scenario.movesClock) clock.set(beganAt);
  };
  const { rival } = scenario;
  if (rival) return Rivals.begin(scripted, scenario, rival.acts, String(sku), onEnd);
  return Journey.begin(scripted, scenario, String(sku), onEnd);
};
