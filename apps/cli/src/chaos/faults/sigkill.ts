import { SERVICES } from '@okuru/contracts';
import type { FaultKind } from '../schedule/fault-kind.js';
import { seatOf, waysOf } from './seat-of.js';

export const sigkill: FaultKind = {
  name: 'sigkill',
  meaning: 'a service ends at once, and is started again when the fault heals',
  targets: () => SERVICES,
  lastsSeconds: [1, 4],
  places: waysOf,
  inject: async (world, target) => {
    const { process } = seatOf(world, target);
    const { signal } = await process.kill();
    return {
      heal: () => process.start(),
      evidence: () => ({ count: signal === 'SIGKILL' ? 1 : 0, what: 'processes ended by SIGKILL' }),
    };
  },
};
