import { SERVICES } from '@okuru/contracts';
import { STOP_WITHIN_MS } from '../../demo/shop-processes.js';
import type { FaultKind } from '../schedule/fault-kind.js';

export const rollingSigterm: FaultKind = {
  name: 'rolling-sigterm',
  meaning:
    'one service after the other is told to end (SIGTERM) and started again, as a deployment does; the next does not wait for the former to be ready',
  targets: () => ['all services'],
  lastsSeconds: [1, 2],
  inject: async (world) => {
    let orderly = 0;
    let slowestMs = 0;
    const faults: string[] = [];
    const starts: Promise<void>[] = [];
    for (const name of SERVICES) {
      const { process } = world.services[name];
      const started = performance.now();
      const { code, signal } = await process.stop();
      const tookMs = performance.now() - started;
      slowestMs = Math.max(slowestMs, tookMs);
      if (code === 0) orderly += 1;
      else
        faults.push(`${name} did not end in order within its ${STOP_WITHIN_MS / 1_000} s: ${signal ?? code}`);
      const start = process.start();
      start.catch(() => undefined); // told when all of them are waited for
      starts.push(start);
    }
    await Promise.all(starts);
    return {
      heal: () => Promise.resolve(),
      evidence: () => ({
        count: orderly,
        what: `orderly ends, the slowest in ${(slowestMs / 1_000).toFixed(1)} s`,
        broken: faults,
      }),
    };
  },
};
