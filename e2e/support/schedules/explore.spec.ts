import { explore, ScheduleFailed } from './explore.js';
import type { Run, Step } from './step.js';

const step = (at: string, name: string, ...needs: string[]): Step => ({ at, name, needs });

/** Every step once, as soon as what it needs has happened; `kills` makes others impossible. */
const runOf =
  (steps: readonly Step[], ends: string[][] = [], kills: Readonly<Record<string, readonly string[]>> = {}) =>
  async (): Promise<Run> => {
    const done: string[] = [];
    const dead = new Set<string>();
    return {
      possible: () =>
        steps.filter(
          ({ name, needs }) =>
            !done.includes(name) && !dead.has(name) && needs.every((need) => done.includes(need)),
        ),
      take: async ({ name }) => {
        done.push(name);
        (kills[name] ?? []).forEach((killed) => dead.add(killed));
      },
      end: async () => void ends.push(done),
    };
  };

const exploreAll = async (begin: () => Promise<Run>, atOnce = 1) =>
  explore({ begin, atOnce, schedulesMax: 10_000, seed: 1 });

describe('exploring schedules', () => {
  it.each([
    ['nothing', [], 1],
    ['two steps at two places: they commute', [step('a', '1'), step('b', '2')], 1],
    ['two steps at one place', [step('a', '1'), step('a', '2')], 2],
    ['three steps at one place', [step('a', '1'), step('a', '2'), step('a', '3')], 6],
    ['a queue: one after the other', [step('a', '1'), step('a', '2', '1'), step('a', '3', '2')], 1],
    [
      'two queues of two that meet at one place',
      [step('a', 'x1'), step('a', 'x2', 'x1'), step('a', 'y1'), step('a', 'y2', 'y1')],
      6,
    ],
    [
      'a message that may cross a step of its receiver',
      [step('a', 'send'), step('b', 'receive', 'send'), step('b', 'other')],
      2,
    ],
    [
      'question and answer that cross steps at both ends',
      [
        step('a', 'ask'),
        step('b', 'hear', 'ask'),
        step('a', 'answer', 'hear'),
        step('a', 'mine'),
        step('b', 'yours'),
      ],
      6,
    ],
  ])('%s', async (_what, steps, schedules) => {
    const ends: string[][] = [];
    expect(await exploreAll(runOf(steps, ends))).toEqual({ schedules, complete: true });
    expect(ends).toHaveLength(schedules);
  });

  it('finds what a step makes impossible: it comes first in one of the schedules', async () => {
    const ends: string[][] = [];
    const steps = [step('a', 'void'), step('a', 'pack'), step('a', 'send', 'pack'), step('b', 'far')];
    const { schedules } = await exploreAll(runOf(steps, ends, { void: ['pack', 'send'] }));
    expect(schedules).toBe(3);
    expect(ends.map((end) => end.filter((name) => name !== 'far').join()).sort()).toEqual(
      ['pack,send,void', 'pack,void', 'void'].sort(),
    );
  });

  it('runs several at once without missing any', async () => {
    const steps = ['1', '2', '3', '4', '5'].map((name) => step('a', name));
    expect(await exploreAll(runOf(steps), 7)).toEqual({ schedules: 120, complete: true });
  });

  it('says when the bound cut it short', async () => {
    const steps = ['1', '2', '3'].map((name) => step('a', name));
    const begin = runOf(steps);
    expect(await explore({ begin, atOnce: 1, schedulesMax: 5, seed: 1 })).toEqual({
      schedules: 5,
      complete: false,
    });
    expect(await explore({ begin, atOnce: 1, schedulesMax: 6, seed: 1 })).toEqual({
      schedules: 6,
      complete: true,
    });
  });

  it('tells the schedule that went wrong', async () => {
    const steps = [step('a', 'reserve'), step('a', 'void')];
    const begin = async (): Promise<Run> => {
      const run = await runOf(steps)();
      return {
        ...run,
        end: async (schedule) => {
          if (schedule[0] === 'void') throw new Error('a unit is lost');
        },
      };
    };
    const failure = await exploreAll(begin).catch((fault: unknown) => fault);
    expect(failure).toBeInstanceOf(ScheduleFailed);
    expect((failure as ScheduleFailed).schedule).toEqual(['void', 'reserve']);
    expect((failure as Error).message).toMatch(/a unit is lost/);
  });
});
