import { setTimeout as wait } from 'node:timers/promises';
import { type ServiceName, SERVICES } from '@okuru/contracts';
import { BACKLOG } from '../load/sampler.js';
import type { RushFigures } from '../rush/rush-figures.js';
import type { FaultKind } from '../schedule/fault-kind.js';
import { residentMegabytes } from '../world/resident-memory.js';
import type { World } from '../world/world.js';

/** The ramp that finds out what the shop takes, and how much more is then posted. */
const RAMP_CALLERS = 48;
const RAMP_MS = 5_000;
const TIMES_CAPACITY = 3;
/** Whoever posts must really have posted so much more. */
const TIMES_CAPACITY_MIN = 2;
/** What the shop aims at. It depends on the machine and on what else that has to do, so it turns no run red. */
const ACCEPTED_MS_99_AIM = 2_000;
/** A shop that collapses takes ever less, the more is asked of it. */
const TAKEN_OF_CAPACITY_MIN = 1 / 3;
/** A ramp of which nothing was accepted tells nothing. */
const RAMPS_MAX = 2;
/** A ramp that took long leaves the rush so much all the same. */
const RUSH_MS_MIN = 10_000;
const LAG_GONE_WITHIN_MS = 120_000;
const GROWTH_MEGABYTES_MAX = 250;
const LOOK_EVERY_MS = 1_000;

/** So long unless told. */
const LASTS_SECONDS: readonly [number, number] = [18, 22];

/** Overload that lasts so long, the ramp before it counted in. */
export const overloadLasting = (lastsSeconds: readonly [min: number, max: number]): FaultKind => ({
  name: 'overload',
  meaning:
    'orders are posted at three times the rate that the shop was just seen to take, over up to a thousand connections, whatever is answered',
  targets: () => ['order'],
  lastsSeconds,
  weight: 'heavy',
  inject: async (world) => {
    const { rush, services } = world;
    if (!rush) throw new Error('There is nothing to rush the shop with.');
    rush.open(services.order.process.url);
    let ramp = await rush.ramp(RAMP_CALLERS, RAMP_MS);
    for (let ramps = 1; ramps < RAMPS_MAX && ramp.accepted === 0; ramps += 1)
      ramp = await rush.ramp(RAMP_CALLERS, RAMP_MS);
    const calm: Calm = { perSecond: (ramp.accepted * 1_000) / RAMP_MS, acceptedMs99: ramp.acceptedMs99 };
    const memory = new Memory(world);
    await memory.look();
    rush.begin(TIMES_CAPACITY * calm.perSecond);
    const looking = setInterval(() => void memory.look(), LOOK_EVERY_MS);
    let figures: RushFigures | undefined;
    let lagMs: number | undefined;
    return {
      heal: async () => {
        await wait(Math.max(0, RUSH_MS_MIN - rush.lastsMs));
        figures = await rush.end();
        clearInterval(looking);
        await memory.look();
        await rush.close();
        lagMs = await lagGone(world);
      },
      evidence: () =>
        figures === undefined
          ? { count: 0, what: 'orders of a rush' }
          : {
              count: figures.perSecond > TIMES_CAPACITY_MIN * calm.perSecond ? figures.sent : 0,
              what: told(figures, calm, memory, lagMs),
              broken: brokenBy(figures, calm, memory, lagMs),
            },
    };
  },
});

/** What the ramp came to. */
interface Calm {
  readonly perSecond: number;
  readonly acceptedMs99: number;
}

export const overload = overloadLasting(LASTS_SECONDS);

const told = (figures: RushFigures, calm: Calm, memory: Memory, lagMs: number | undefined): string =>
  [
    `orders posted, ${figures.perSecond} a second where ${Math.round(calm.perSecond)} were taken before (p99 ${calm.acceptedMs99} ms), the rig itself late by ${figures.lateMs99} ms (p99)`,
    `${figures.accepted} accepted (${figures.acceptedPerSecond} a second; median ${figures.acceptedMsMedian} ms, p99 ${figures.acceptedMs99} ms${figures.acceptedMs99 > ACCEPTED_MS_99_AIM ? `, beyond the ${ACCEPTED_MS_99_AIM} ms aimed at` : ''})`,
    `${figures.refused} refused with Retry-After (p99 ${figures.refusedMs99} ms)`,
    `memory ${memory.told()}`,
    `lag gone after ${lagMs === undefined ? 'never' : `${(lagMs / 1_000).toFixed(1)} s`}`,
  ].join('; ');

const brokenBy = (
  figures: RushFigures,
  calm: Calm,
  memory: Memory,
  lagMs: number | undefined,
): readonly string[] => {
  const { acceptedPerSecond, refusedWithoutRetryAfter, unanswered, others, accepted } = figures;
  return [
    ...(accepted === 0 ? ['nothing was accepted at all'] : []),
    ...(acceptedPerSecond < TAKEN_OF_CAPACITY_MIN * calm.perSecond
      ? [
          `${acceptedPerSecond} orders a second were accepted, less than a third of the ${Math.round(calm.perSecond)} before the rush`,
        ]
      : []),
    ...(refusedWithoutRetryAfter > 0
      ? [`${refusedWithoutRetryAfter} orders were refused without Retry-After`]
      : []),
    ...(unanswered > 0 ? [`${unanswered} orders were not answered: connections broke or fell silent`] : []),
    ...Object.entries(others).map(([status, count]) => `${count} orders were answered ${status}`),
    ...memory.grown(GROWTH_MEGABYTES_MAX),
    ...(lagMs === undefined ? [`there was lag ${LAG_GONE_WITHIN_MS / 1_000} s after the rush`] : []),
  ];
};

/** What each service holds, before and at most since. */
class Memory {
  private readonly before = new Map<ServiceName, number>();
  private readonly most = new Map<ServiceName, number>();

  constructor(private readonly world: World) {}

  async look(): Promise<void> {
    for (const name of SERVICES) {
      const now = await residentMegabytes(this.world.services[name].process.pid);
      if (!this.before.has(name)) this.before.set(name, now);
      this.most.set(name, Math.max(now, this.most.get(name) ?? 0));
    }
  }

  told(): string {
    return SERVICES.map((name) => `${name} ${this.before.get(name)} to ${this.most.get(name)} MB`).join(', ');
  }

  grown(megabytesMax: number): readonly string[] {
    return SERVICES.flatMap((name) => {
      const by = (this.most.get(name) ?? 0) - (this.before.get(name) ?? 0);
      return by > megabytesMax ? [`${name} grew by ${by} MB, more than ${megabytesMax} MB`] : [];
    });
  }
}

/** Milliseconds until nothing older than three seconds waits to be sent or heard; undefined when that takes too long. */
const lagGone = async ({ database }: World): Promise<number | undefined> => {
  const begun = performance.now();
  while (performance.now() - begun < LAG_GONE_WITHIN_MS) {
    const [row] = await database.ask<{ stale: number }>(BACKLOG);
    if (row?.stale === 0) return performance.now() - begun;
    await wait(LOOK_EVERY_MS);
  }
  return undefined;
};
