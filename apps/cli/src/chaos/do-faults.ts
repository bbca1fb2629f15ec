import { setTimeout as wait } from 'node:timers/promises';
import type { TidyUp } from '../demo/tidy-up.js';
import type { Seat } from './load/recording-client.js';
import type { FaultResult } from './report/result.js';
import type { FaultKind, Harm } from './schedule/fault-kind.js';
import { drawFor, groupsOf, type PlannedFault, type Schedule } from './schedule/schedule.js';
import { within } from './within.js';
import type { World } from './world/world.js';

export type DoneFault = Omit<FaultResult, 'recoveryMs'>;

/** Doing a fault may start a process, healing it a broker that recovers; beyond this something is stuck. */
const INJECT_WITHIN_MS = 90_000;
const HEAL_WITHIN_MS = 250_000;
const EVIDENCE_WITHIN_MS = 30_000;
/** Behind another fault nobody may pass where this one waits: a service killed before works again after a Kafka session of 30 s. */
const HAPPENS_WITHIN_MS = 45_000;
const LOOK_EVERY_MS = 250;
/** A service that was killed hears again after a Kafka session of 30 s. */
const RECOVERS_WITHIN_MS = 45_000;

/** Every second seed hurts a shop that is still recovering; the others let it recover, which shows how long that takes. */
const letsRecover = ({ seed }: Schedule): boolean => seed % 2 === 0;

export interface FaultWork {
  readonly world: World;
  readonly schedule: Schedule;
  readonly kinds: readonly FaultKind[];
  readonly seat: Seat;
  readonly say: (text: string) => void;
  readonly tidy: TidyUp;
  /** The run is over: nothing more is done. */
  readonly over: AbortSignal;
  /** Waits until the shop is seen to be well, for so long at most. */
  readonly untilWell: (withinMs: number) => Promise<void>;
  /** Told of each fault as it is healed. */
  readonly onDone: (fault: DoneFault) => void;
}

/** Does the faults of the schedule, each group healed before the next; a group that takes longer puts the next off. */
export const doFaults = async (work: FaultWork): Promise<void> => {
  const standing = new Set<Harm>();
  work.tidy.add('the faults at work', async () => {
    await Promise.allSettled([...standing].map((harm) => harm.heal()));
  });
  let at = 0;
  for (const group of groupsOf(work.schedule.faults)) {
    if (at > 0 && letsRecover(work.schedule)) await work.untilWell(RECOVERS_WITHIN_MS);
    const lateMs = Math.max(0, work.seat.nowMs() - (group[0]?.startMs ?? 0));
    const [first] = [at, (at += group.length)];
    await Promise.all(group.map((planned, nth) => doOne(work, planned, first + nth, lateMs, standing)));
  }
};

const doOne = async (
  { world, schedule, kinds, seat, say, over, onDone }: FaultWork,
  planned: PlannedFault,
  at: number,
  lateMs: number,
  standing: Set<Harm>,
): Promise<void> => {
  const kind = kinds.find(({ name }) => name === planned.kind);
  if (!kind) throw new Error(`There is no fault "${planned.kind}".`);
  const name = `${kind.name} (${planned.target})`;
  const until = (ms: number): Promise<void> =>
    wait(Math.max(0, ms - seat.nowMs()), undefined, { signal: over });
  await until(planned.startMs + lateMs);
  const begunMs = seat.nowMs();
  say(`${(begunMs / 1_000).toFixed(0)} s: ${kind.name}, ${planned.target}`);
  const harm = await within(
    `${name} to be done`,
    INJECT_WITHIN_MS,
    kind.inject(world, planned.target, drawFor(schedule.seed, at)),
  );
  standing.add(harm);
  const healMs = begunMs + planned.healMs - planned.startMs;
  await until(healMs);
  // bound: HAPPENS_WITHIN_MS after the time to heal
  while (harm.hasHappened?.() === false && seat.nowMs() < healMs + HAPPENS_WITHIN_MS)
    await wait(LOOK_EVERY_MS, undefined, { signal: over });
  standing.delete(harm);
  await within(`${name} to be undone`, HEAL_WITHIN_MS, harm.heal());
  const healedMs = seat.nowMs();
  const evidence = await within(
    `the evidence of ${name}`,
    EVIDENCE_WITHIN_MS,
    Promise.resolve(harm.evidence()),
  );
  say(`${(healedMs / 1_000).toFixed(0)} s: healed ${kind.name}; ${evidence.count} ${evidence.what}`);
  onDone({ ...planned, begunMs, healedMs, evidence });
};
