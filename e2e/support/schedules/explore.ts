import { type Chance, chanceOf } from './random.js';
import { turnedRaces } from './races.js';
import type { Run, Step, TakenStep } from './step.js';
import { begins, nameOf, type Views, viewsOf } from './views.js';

export interface Exploration {
  /** A fresh system for each schedule; runs may be under way at the same time. */
  readonly begin: () => Promise<Run>;
  /** Runs under way at the same time, at most. */
  readonly atOnce: number;
  /** Most schedules that are run. */
  readonly schedulesMax: number;
  /** Decides which of the schedules are run when there are more than the most. */
  readonly seed: number;
}

export interface Explored {
  /** Different schedules, each run to its end. */
  readonly schedules: number;
  /** Nothing is left: every schedule there is was run. */
  readonly complete: boolean;
}

/** A beginning that is to be walked: names of steps and what each place sees of them. */
interface Beginning {
  readonly names: readonly string[];
  readonly views: Views | undefined;
}

/** A run went wrong; the schedule repeats it. */
export class ScheduleFailed extends Error {
  override readonly name = 'ScheduleFailed';
  constructor(
    readonly schedule: readonly string[],
    override readonly cause: unknown,
  ) {
    super(`${cause instanceof Error ? cause.message : String(cause)}\nschedule: ${JSON.stringify(schedule)}`);
  }
}

/** Runs every schedule of a system, up to the bound, once. */
export const explore = async ({ begin, atOnce, schedulesMax, seed }: Exploration): Promise<Explored> => {
  const chance = chanceOf(seed);
  const walked = new Map<string, Views>();
  const asked = new Set<string>();
  const waiting: Beginning[] = [{ names: [], views: undefined }];
  const underWay = new Set<Promise<void>>();
  let begun = 0;

  const isKnown = ({ views }: Beginning): boolean =>
    views !== undefined && [...walked.values()].some((whole) => begins(views, whole));

  /** Random, so that a bounded exploration does not stay in one corner. */
  const next = (): Beginning | undefined => {
    while (waiting.length > 0) {
      const [drawn] = waiting.splice(chance(waiting.length), 1);
      if (drawn && !isKnown(drawn)) return drawn;
    }
    return undefined;
  };

  const walk = async ({ names }: Beginning): Promise<void> => {
    const taken = await runThrough(await begin(), names, chance);
    const views = viewsOf(taken);
    walked.set(nameOf(views), views);
    const places = new Map(
      taken.flatMap((step) => [step, ...step.withdrew]).map(({ name, at }) => [name, at]),
    );
    for (const turned of turnedRaces(taken)) {
      const seen = viewsOf(turned.map((name) => ({ name, at: places.get(name) ?? '' })));
      if (asked.has(nameOf(seen))) continue;
      asked.add(nameOf(seen));
      waiting.push({ names: turned, views: seen });
    }
  };

  try {
    for (;;) {
      while (underWay.size < atOnce && begun < schedulesMax) {
        const beginning = next();
        if (!beginning) break;
        begun += 1;
        const walking = walk(beginning).finally(() => underWay.delete(walking));
        underWay.add(walking);
      }
      if (underWay.size === 0) return { schedules: walked.size, complete: next() === undefined };
      await Promise.race(underWay);
    }
  } finally {
    await Promise.allSettled(underWay);
  }
};

/** Runs one schedule again, as a failure printed it; what is left when it ends happens in any order. */
export const replay = async (run: Run, schedule: readonly string[]): Promise<void> => {
  await runThrough(run, schedule, () => 0);
};

/** Takes the named steps, then whatever is possible, until nothing is. */
const runThrough = async (run: Run, names: readonly string[], chance: Chance): Promise<TakenStep[]> => {
  const taken: TakenStep[] = [];
  const schedule: string[] = [];
  try {
    for (let possible = run.possible(); possible.length > 0;) {
      const step = stepNamed(possible, names[taken.length]) ?? possible[chance(possible.length)]!;
      schedule.push(step.name);
      await run.take(step);
      const now = run.possible();
      taken.push({ ...step, withdrew: gone(possible, now, step) });
      possible = now;
    }
    if (taken.length < names.length) throw new Error(`ended before ${names[taken.length] ?? ''}`);
    await run.end(schedule);
    return taken;
  } catch (fault) {
    throw new ScheduleFailed(schedule, fault);
  }
};

const stepNamed = (possible: readonly Step[], name: string | undefined): Step | undefined => {
  if (name === undefined) return undefined;
  const found = possible.find((step) => step.name === name);
  if (found) return found;
  throw new Error(`${name} is not possible here, only ${possible.map((step) => step.name).join(', ')}`);
};

/** What was possible at the place of the step and is not any more, the step itself apart. */
const gone = (before: readonly Step[], after: readonly Step[], taken: Step): Step[] =>
  before.filter(({ name }) => name !== taken.name && after.every((step) => step.name !== name));
