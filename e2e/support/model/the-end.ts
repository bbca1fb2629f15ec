import { lettersLeave } from '../journeys/letters-leave.js';
import { brokenLaws } from '../laws/broken-laws.js';
import type { OpenModelShop } from './model-shop.js';
import type { SeedRun } from './seed-run.js';

/** What staff set aside and settled is part of these scripts; what is still open is not. */
const isSettled = ({ law, fault }: { law: string; fault: string }): boolean =>
  law === 'no event was set aside' && /\((replayed|discarded)\)/.test(fault);

/** All is delivered, every deadline is over: the letters leave, and the laws of the whole shop must hold. */
export const wrongAtTheEnd = async (open: OpenModelShop, runs: readonly SeedRun[]): Promise<void> => {
  const runOf = new Map(runs.flatMap((run) => run.hand.orderIds.map((orderId) => [orderId, run])));
  const ended = runs.flatMap(({ model, hand }) =>
    hand.orderIds.flatMap((orderId, order) =>
      model.orders[order]!.lines.map(({ sku, quantity }) => ({
        orderId,
        sku,
        goods: model.cameIn(sku),
        units: quantity,
      })),
    ),
  );
  await lettersLeave(open, ended);
  for (const broken of await brokenLaws(open.database, ended)) {
    if (!isSettled(broken)) runOf.get(broken.orderId)?.differ(`at the end: ${broken.law}: ${broken.fault}`);
  }
};
