import { join } from 'node:path';
import { ShopProcess } from '../demo/shop-processes.js';
import { quantile } from '../quantile.js';
import { startHttpReferences } from './references/http-references.js';
import { remember } from './end-to-end.js';
import type { World } from './world.js';

/** Requests, or orders of a batch, a second and the milliseconds of a request. */
export interface IntakeFigure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}
export type IntakeRound = Readonly<Record<'raw' | 'insert' | 'single' | 'batch', IntakeFigure>>;

export interface IntakeAsked {
  readonly rounds: number;
  readonly orders: number;
  readonly atOnce: number;
  readonly batchOf: number;
}

/** The order service alone, as a process of its own, beside HTTP without a product, in turns. */
export const measureIntake = async (
  world: World,
  { rounds, orders, atOnce, batchOf }: IntakeAsked,
  onRound: (round: number) => void,
): Promise<IntakeRound[]> => {
  const { shop, folder, scenario } = world;
  const alone = new ShopProcess('order', shop.environment, join(folder, 'logs'), { label: 'order-alone' });
  const references = await startHttpReferences(shop.databaseUrl);
  await alone.start();
  const load = world.load.at(alone.url);
  const figures: IntakeRound[] = [];
  try {
    const skus = scenario.goods.length;
    const post = async (
      prefix: string,
      perRequest: number,
      requestsAtOnce: number,
    ): Promise<IntakeFigure> => {
      const posted = await load.post({ prefix, orders, skus, perRequest, atOnce: requestsAtOnce });
      remember(world, posted);
      return figureOf(posted, posted.posted.length);
    };
    const ask = async (url: string): Promise<IntakeFigure> =>
      figureOf(await load.askReference(url, orders, atOnce), orders);
    for (let round = 0; round < rounds; round += 1) {
      onRound(round);
      figures.push({
        raw: await ask(references.raw),
        insert: await ask(references.insert),
        single: await post(`single-${round}`, 1, atOnce),
        batch: await post(`batch-${round}`, batchOf, 4),
      });
    }
    return figures;
  } finally {
    await load.end();
    references.close();
    await alone.stop();
  }
};

const figureOf = (
  { tookMs, lastedMs }: { readonly tookMs: readonly number[]; readonly lastedMs: number },
  answered: number,
): IntakeFigure => ({
  perSecond: (answered * 1_000) / lastedMs,
  p50: quantile(tookMs, 0.5),
  p99: quantile(tookMs, 0.99),
});
