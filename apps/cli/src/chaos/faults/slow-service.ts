import { SERVICES } from '@okuru/contracts';
import type { FaultKind } from '../schedule/fault-kind.js';
import { stateOf, tell } from '../world/process-state.js';
import { seatOf, waysOf } from './seat-of.js';

/** Of each round the process runs a tenth. */
const RUNS_MS = 40;
const STANDS_MS = 360;

export const slowService: FaultKind = {
  name: 'slow-service',
  meaning:
    'a service gets a tenth of its time (SIGSTOP and SIGCONT in turn) while the others go on at full speed',
  targets: () => SERVICES,
  lastsSeconds: [6, 10],
  places: waysOf,
  inject: (world, target) => {
    const { pid } = seatOf(world, target).process;
    if (pid === undefined) throw new Error(`${target} does not run`);
    let stops = 0;
    let timer: NodeJS.Timeout;
    const stand = (): void => {
      tell(pid, 'SIGSTOP');
      timer = setTimeout(run, STANDS_MS);
    };
    const run = (): void => {
      if (stateOf(pid) === 'T') stops += 1;
      tell(pid, 'SIGCONT');
      timer = setTimeout(stand, RUNS_MS);
    };
    stand();
    return Promise.resolve({
      heal: () => {
        clearTimeout(timer);
        tell(pid, 'SIGCONT');
        return Promise.resolve();
      },
      evidence: () => ({ count: stops, what: 'times the process was seen to stand still' }),
    });
  },
};
