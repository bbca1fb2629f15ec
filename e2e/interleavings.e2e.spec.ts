import { bringIn, type Goods } from './support/journeys/goods.js';
import { runScenario, runSchedule, schedulesMaxOf } from './support/journeys/run-scenario.js';
import type { Ended, Scenario } from './support/journeys/scenario.js';
import { SCENARIOS } from './support/journeys/scenarios.js';
import { type OpenScriptedShop, startScriptedShop } from './support/journeys/scripted-shop.js';
import { brokenLaws } from './support/laws/broken-laws.js';
import { wronglyShown } from './support/shown-orders.js';

/** Which schedules are run of a scenario that has too many, and how many of them: more on a quiet night. */
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_123);
const SCHEDULES = process.env['OKURU_SCHEDULES'];
const scenarios = SCENARIOS.map((scenario) =>
  SCHEDULES && scenario.some ? { ...scenario, some: Number(SCHEDULES) } : scenario,
);
/** A schedule as a failure printed it, to be run again: {"scenario": …, "schedule": […]}. */
const REPLAY = process.env['OKURU_REPLAY'];
/** Orders whose answers are looked at over HTTP, by scenario. */
const SHOWN_SAMPLE = 20;
const FAULTS_SHOWN = 5;
const SCENARIO_MS_MAX = 300_000 + 500 * Number(SCHEDULES ?? 0);

const told = ({ schedules, complete }: { schedules: number; complete: boolean }): string =>
  complete ? `all ${schedules} schedules` : `${schedules} schedules of more, seed ${SEED}`;

describe('every interleaving of the cross-topic joins and of cancel and amend against reserve, plan, close and dispatch', () => {
  let scripted: OpenScriptedShop;
  let goods: Goods;
  let total = 0;

  beforeAll(async () => {
    scripted = await startScriptedShop();
    goods = await bringIn(scripted, scenarios, schedulesMaxOf);
  }, 120_000);
  afterAll(async () => {
    process.stdout.write(`${total} schedules in all\n`);
    await scripted.close();
  });

  const expectConsistent = async (scenario: Scenario, ended: readonly Ended[]): Promise<void> => {
    const broken = (await brokenLaws(scripted.database, ended)).map(({ orderId, law, fault }) => {
      const schedule = ended.find((order) => order.orderId === orderId)?.schedule;
      return { law, fault, replay: JSON.stringify({ scenario: scenario.name, schedule }) };
    });
    expect({ faults: broken.length, first: broken.slice(0, FAULTS_SHOWN) }).toEqual({ faults: 0, first: [] });
    expect(await wronglyShown(scripted.shop, ended, SHOWN_SAMPLE)).toEqual([]);
  };

  const replayed = REPLAY && (JSON.parse(REPLAY) as { scenario: string; schedule: string[] });
  if (replayed) {
    it(`the schedule of OKURU_REPLAY ends consistent`, async () => {
      const scenario = scenarios.find(({ name }) => name === replayed.scenario)!;
      const ended = await runSchedule(scripted, scenario, goods.get(scenario)!, replayed.schedule);
      await expectConsistent(scenario, ended);
    });
    return;
  }

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '%s: ends consistent',
    async (_name, scenario) => {
      const beganAt = performance.now();
      const run = await runScenario(scripted, scenario, goods.get(scenario)!, SEED);
      const seconds = ((performance.now() - beganAt) / 1000).toFixed(1);
      process.stdout.write(`${scenario.name}: ${told(run)} in ${seconds} s\n`);
      await expectConsistent(scenario, run.ended);
      expect(run.complete || scenario.some !== undefined).toBe(true);
      total += run.schedules;
    },
    SCENARIO_MS_MAX,
  );
});
