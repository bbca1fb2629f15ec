import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { SERVICES } from '@okuru/contracts';
import type { FaultKind } from '../schedule/fault-kind.js';
import { passedOverIn } from '../audit/passed-over.js';
import { stateOf, tell } from '../world/process-state.js';
import { seatOf } from './seat-of.js';

const CAUGHT_DELAY_MS = 250;
const CAUGHT_AFTER_MS = 1_500;
/** Kills a process that was left frozen when the rig itself ends in whatever way: a frozen one cannot notice. */
const UNTIL_WE_END = 'cat >/dev/null; kill -9 "$1" 2>/dev/null';

export const freeze: FaultKind = {
  name: 'freeze',
  meaning:
    'a service stands still (SIGSTOP) longer than its Kafka session (30 s) and its leases (10 s) while a second process of it takes over; then it wakes up',
  targets: () => SERVICES,
  lastsSeconds: [38, 42],
  weight: 'heavy',
  inject: async (world, target) => {
    const seat = seatOf(world, target);
    const { pid } = seat.process;
    if (pid === undefined) throw new Error(`${target} does not run`);
    const before = await passedOverIn(world.logFolder, target);
    const epochBefore = await relayEpoch(world.database, target);
    const twin = seat.twin();
    const twinStarts = twin.start();
    twinStarts.catch(() => undefined);
    // Answers that come late make it likely that the process is caught with work in its hands.
    seat.database.setWeather({ kind: 'slow', delayMs: CAUGHT_DELAY_MS });
    await wait(CAUGHT_AFTER_MS);
    process.kill(pid, 'SIGSTOP');
    seat.database.setWeather({ kind: 'clear' });
    const guard = spawn('/bin/sh', ['-c', UNTIL_WE_END, 'guard', String(pid)], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    guard.stdin.on('error', () => undefined);
    let wasStopped = false;
    let tookOver = 0;
    return {
      heal: async () => {
        wasStopped = stateOf(pid) === 'T';
        tookOver = (await relayEpoch(world.database, target)) - epochBefore;
        guard.kill('SIGKILL');
        tell(pid, 'SIGCONT');
        await twinStarts;
        await twin.stop();
      },
      evidence: async () => {
        const after = await passedOverIn(world.logFolder, target);
        const passed = (of: keyof typeof after): number => after[of] - before[of];
        return {
          count: wasStopped && tookOver > 0 ? tookOver : 0,
          what: `takeovers of the relay while the process stood still; of what it woke up with, ${passed('fencedWrites')} deliveries were fenced and ${passed('duplicatesAbsorbed')} were known`,
        };
      },
    };
  },
};

const EPOCHS = `
  select 'order' as service, epoch::int from okuru_order.relay_lease union all
  select 'inventory', epoch::int from okuru_inventory.relay_lease union all
  select 'shipping', epoch::int from okuru_shipping.relay_lease union all
  select 'notification', epoch::int from okuru_notification.relay_lease`;

const relayEpoch = async (
  database: { ask<Row>(sql: string): Promise<Row[]> },
  target: string,
): Promise<number> => {
  const rows = await database.ask<{ service: string; epoch: number }>(EPOCHS);
  return rows.find(({ service }) => service === target)?.epoch ?? 0;
};
