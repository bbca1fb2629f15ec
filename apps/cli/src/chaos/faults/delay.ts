import type { FaultKind } from '../schedule/fault-kind.js';
import { WAYS, wayOf } from '../world/ways.js';

const DELAY_MS: readonly [min: number, max: number] = [150, 900];

export const delay: FaultKind = {
  name: 'delay',
  meaning: 'whatever passes on a way arrives 150 to 900 ms late, in both directions',
  targets: (adapter) => WAYS[adapter],
  lastsSeconds: [5, 10],
  places: (way) => [way],
  inject: (world, target, draw) => {
    const way = wayOf(world, target);
    const before = way.figures.delayed;
    const [min, max] = DELAY_MS;
    way.setWeather({ kind: 'slow', delayMs: Math.round(min + draw('delay') * (max - min)) });
    const count = (): number => way.figures.delayed - before;
    return Promise.resolve({
      hasHappened: () => count() > 0,
      heal: () => {
        way.setWeather({ kind: 'clear' });
        return Promise.resolve();
      },
      evidence: () => ({ count: count(), what: 'pieces that arrived late' }),
    });
  },
};
