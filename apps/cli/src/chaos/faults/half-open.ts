import type { FaultKind } from '../schedule/fault-kind.js';
import { WAYS, wayOf } from '../world/ways.js';

export const halfOpen: FaultKind = {
  name: 'half-open',
  meaning:
    'a way falls silent without a word, as when a machine loses its power; afterwards new connections work and the old ones stay silent for ever',
  targets: (adapter) => WAYS[adapter],
  lastsSeconds: [8, 12],
  places: (way) => [way],
  inject: (world, target) => {
    const way = wayOf(world, target);
    const before = way.figures.swallowed;
    way.setWeather({ kind: 'silent' });
    const count = (): number => way.figures.swallowed - before;
    return Promise.resolve({
      hasHappened: () => count() > 0,
      heal: () => {
        way.setWeather({ kind: 'clear' });
        return Promise.resolve();
      },
      evidence: () => ({ count: count(), what: 'pieces swallowed' }),
    });
  },
};
