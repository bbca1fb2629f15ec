import { MovableClock, Timers } from '@okuru/platform';
import { openService, type OpenService, testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { many, scaled, tellFigure } from '../support/promises/figure.js';
import { chanceOf } from '../support/schedules/random.js';

const TIMERS = scaled(2_000);
const DAYS = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Each process looks at its timers once in so much time. */
const INTERVAL_MS = HOUR_MS;
const NOON = Date.parse('2026-01-15T03:00:00Z');
const SEED = Number(process.env['OKURU_SEED'] ?? 20_261_126);
/** How wrong the clock of each process is. */
const SKEWS_MS = [-5 * MINUTE_MS, 0, 5 * MINUTE_MS];
/** One clock jumps so far ahead, and back a day later. */
const JUMP = { atMs: 5 * DAY_MS, byMs: 2 * HOUR_MS, lastsMs: DAY_MS };

describe('P14, a wrong clock fires nothing twice and nothing late', () => {
  let database: TestDatabase;
  let processes: OpenService[];

  beforeAll(async () => {
    database = await testDatabase();
    processes = [];
    for (const _skew of SKEWS_MS) processes.push(await openService('order', database.url));
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.close()));
    await database.drop();
  });

  it('timers of days, in processes whose clocks differ and jump', async () => {
    const chance = chanceOf(SEED);
    const dueAfterMs = Array.from({ length: TIMERS }, () => chance(DAYS * DAY_MS));
    const clocks = SKEWS_MS.map((skew) => new MovableClock(new Date(NOON + skew)));
    const fired = new Map<string, number[]>();
    let trueMs = 0;
    const all = processes.map(({ unitOfWork }, process) => {
      const timers = new Timers(unitOfWork, clocks[process]!);
      timers.onDue('hold', async (due, tx) => {
        await tx.query('SELECT pg_sleep(0.001)');
        tx.afterCommit(() => {
          for (const { key } of due) fired.set(key, [...(fired.get(key) ?? []), trueMs]);
        });
      });
      return timers;
    });
    await processes[0]!.unitOfWork.run((tx) =>
      all[0]!.schedule(
        tx,
        dueAfterMs.map((afterMs, nth) => ({
          kind: 'hold',
          key: String(nth),
          dueAt: new Date(NOON + afterMs),
        })),
      ),
    );

    let jumps = 0;
    for (trueMs = 0; trueMs <= DAYS * DAY_MS; trueMs += INTERVAL_MS) {
      clocks.forEach((clock, process) => {
        const jumped = process === 0 && trueMs >= JUMP.atMs && trueMs < JUMP.atMs + JUMP.lastsMs;
        if (jumped) jumps += 1;
        clock.set(new Date(NOON + trueMs + SKEWS_MS[process]! + (jumped ? JUMP.byMs : 0)));
      });
      await Promise.all(all.map((timers) => timers.sweep()));
    }

    const late = dueAfterMs.map((dueMs, nth) => (fired.get(String(nth))?.[0] ?? Infinity) - dueMs);
    const twice = [...fired.values()].filter((times) => times.length > 1);
    const minutes = (ms: number): number => Math.round(ms / MINUTE_MS);
    tellFigure(
      'P14',
      `${many(TIMERS)} timers over ${DAYS} days in ${SKEWS_MS.length} processes, clocks 5 minutes apart and one ${JUMP.byMs / HOUR_MS} hours ahead ` +
        `for a day: ${twice.length} fired twice, ${TIMERS - fired.size} not at all, latest ${minutes(Math.max(...late))} minutes ` +
        `(one look every ${minutes(INTERVAL_MS)}), earliest ${minutes(-Math.min(...late))} minutes, by the clock that was ahead`,
    );
    expect(fired.size).toBe(TIMERS);
    expect(twice).toEqual([]);
    expect(Math.max(...late)).toBeLessThanOrEqual(INTERVAL_MS);
    expect(-Math.min(...late)).toBeLessThanOrEqual(JUMP.byMs);
    expect(jumps).toBeGreaterThan(0);
  }, 400_000);
});
