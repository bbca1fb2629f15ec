import { setTimeout as wait } from 'node:timers/promises';
import type { TidyUp } from '../demo/tidy-up.js';
import type { Seat } from './load/recording-client.js';
import type { FaultResult } from './report/result.js';
import type { FaultKind, Harm } from './schedule/fault-kind.js';
import { drawFor, type Schedule } from './schedule/schedule.js';
import type { World } from './world/world.js';

export type DoneFault = Omit<FaultResult, 'recoveryMs'>;

/** Does the faults of the schedule one after the other, each healed before the next; one that takes longer puts the next off. */
export const doFaults = async (
  world: World,
  { seed, faults }: Schedule,
  kinds: readonly FaultKind[],
  seat: Seat,
  say: (text: string) => void,
  tidy: TidyUp,
): Promise<readonly DoneFault[]> => {
  const done: DoneFault[] = [];
  let standing: Harm | undefined;
  tidy.add('the fault at work', async () => standing?.heal());
  for (const [at, planned] of faults.entries()) {
    const kind = kinds.find(({ name }) => name === planned.kind);
    if (!kind) throw new Error(`There is no fault "${planned.kind}".`);
    await wait(Math.max(0, planned.startMs - seat.nowMs()));
    const begunMs = seat.nowMs();
    say(`${(begunMs / 1_000).toFixed(0)} s: ${kind.name}, ${planned.target}`);
    const harm = await kind.inject(world, planned.target, drawFor(seed, at));
    standing = harm;
    await wait(Math.max(0, begunMs + planned.healMs - planned.startMs - seat.nowMs()));
    standing = undefined;
    await harm.heal();
    const healedMs = seat.nowMs();
    const evidence = await harm.evidence();
    say(`${(healedMs / 1_000).toFixed(0)} s: healed; ${evidence.count} ${evidence.what}`);
    done.push({ ...planned, begunMs, healedMs, evidence });
  }
  return done;
};
