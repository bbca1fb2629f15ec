import type { FaultKind } from '../schedule/fault-kind.js';
import { WAYS, wayOf } from '../world/ways.js';

const CUT_EVERY_MS = 700;

export const cut: FaultKind = {
  name: 'cut',
  meaning: 'every connection on a way is reset again and again, and new ones are refused half of the time',
  targets: (adapter) => WAYS[adapter],
  lastsSeconds: [4, 9],
  places: (way) => [way],
  inject: (world, target) => {
    const way = wayOf(world, target);
    const before = way.figures.cut + way.figures.refused;
    let closed = false;
    const cutting = setInterval(() => {
      closed = !closed;
      way.setWeather({ kind: closed ? 'closed' : 'clear' });
      way.cutAll();
    }, CUT_EVERY_MS);
    way.cutAll();
    const count = (): number => way.figures.cut + way.figures.refused - before;
    return Promise.resolve({
      hasHappened: () => count() > 0,
      heal: () => {
        clearInterval(cutting);
        way.setWeather({ kind: 'clear' });
        return Promise.resolve();
      },
      evidence: () => ({
        count: count(),
        what: 'connections reset or refused',
      }),
    });
  },
};
