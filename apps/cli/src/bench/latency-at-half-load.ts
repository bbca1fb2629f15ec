import type { Progress } from '../demo/progress.js';
import { quietWithin } from '../demo/quiet.js';
import { quantile } from '../quantile.js';
import { remember } from './end-to-end.js';
import { CALLERS } from './load/load.js';
import { latenciesTo } from './measure/latencies.js';
import type { BenchFigures, Round } from './report.js';
import type { World } from './world.js';

/** Single orders over all goods at half of their speed in the turns, whatever is answered, worked as they are planned. */
export const latencyAtHalfLoad = async (
  world: World,
  rounds: readonly Round[],
  seconds: number,
  progress: Progress,
): Promise<NonNullable<BenchFigures['latency']>> => {
  const full = quantile(
    rounds.map(({ turns }) => turns.at(-1)!.ordersPerSecond),
    0.5,
  );
  const perSecond = Math.max(1, full / 2);
  progress.say(`latency at ${perSecond.toFixed(1)} orders/s`);
  world.load.work();
  const orders = Math.max(10, Math.round(perSecond * seconds));
  const posted = await world.load.post({
    prefix: 'paced',
    orders,
    skus: world.scenario.goods.length,
    perRequest: 1,
    atOnce: CALLERS,
    perSecond,
  });
  remember(world, posted);
  await quietWithin(world.shop.databaseUrl, { idle: true, steps: 0 }, world.ledger);
  remember(world, undefined, await world.load.rest());
  return {
    perSecond,
    reserved: await latenciesTo(world.database, 'inventory', 'stock.reserved', 'paced'),
    dispatched: await latenciesTo(world.database, 'shipping', 'parcel.dispatched', 'paced'),
  };
};
