import fc from 'fast-check';
import { KINDS } from '../faults/kinds.js';
import type { Adapter } from './fault-kind.js';
import { groupsOf, scheduleOf } from './schedule.js';

const SEED_MS_MAX = 180_000;
/** What starting, stocking and draining take of a seed. */
const AROUND_MS = 60_000;

/** Filling a disk takes root, so the schedule of another user is dealt without it. */
const EVERYWHERE = KINDS.filter(({ name }) => !name.endsWith('full-disk'));

const isHeavy = (kind: string): boolean => KINDS.find(({ name }) => name === kind)?.weight === 'heavy';

const adapters = fc.constantFrom<Adapter>('kafka', 'postgres');
const seeds = fc.nat(1_000_000);

describe('the schedule of a seed', () => {
  it('is the same each time', () => {
    fc.assert(
      fc.property(seeds, adapters, (seed, adapter) => {
        expect(scheduleOf(seed, adapter, KINDS)).toEqual(scheduleOf(seed, adapter, KINDS));
      }),
    );
  });

  it('is known by heart, so that a change of the planning is seen', () => {
    expect(
      scheduleOf(7, 'kafka', EVERYWHERE).faults.map(
        ({ kind, target, startMs, healMs }) => `${startMs} to ${healMs} ${kind} ${target}`,
      ),
    ).toMatchInlineSnapshot(`
     [
       "6000 to 14564 clock-skew order",
       "18251 to 38740 overload order",
       "44626 to 52056 repeats okuru.order",
       "46126 to 54148 half-open shipping to database",
       "59994 to 64046 cut all to kafka",
     ]
    `);
  });

  it('does different things for different seeds', () => {
    const told = Array.from({ length: 50 }, (_, seed) =>
      JSON.stringify(scheduleOf(seed, 'kafka', KINDS).faults),
    );
    expect(new Set(told).size).toBe(50);
  });

  it('has five faults, one of them heavy, that leave time to drain within three minutes', () => {
    fc.assert(
      fc.property(seeds, adapters, (seed, adapter) => {
        const { faults, loadMs } = scheduleOf(seed, adapter, KINDS);
        expect(new Set(faults.map(({ kind }) => kind)).size).toBe(5);
        expect(faults.filter(({ kind }) => isHeavy(kind))).toHaveLength(1);
        for (const { startMs, healMs } of faults) {
          expect(healMs).toBeGreaterThan(startMs);
          expect(loadMs).toBeGreaterThan(healMs);
        }
        expect(loadMs).toBeLessThanOrEqual(SEED_MS_MAX - AROUND_MS);
      }),
      { numRuns: 200 },
    );
  });

  it('does two faults at once at times, which touch different places, and never three', () => {
    const groups = Array.from({ length: 100 }, (_, seed) =>
      groupsOf(scheduleOf(seed, 'kafka', KINDS).faults),
    ).flat();
    expect(Math.max(...groups.map(({ length }) => length))).toBe(2);
    const pairs = groups.filter(({ length }) => length === 2);
    expect(pairs.length).toBeGreaterThan(10);
    for (const pair of pairs) {
      const places = pair.flatMap(
        ({ kind, target }) => KINDS.find(({ name }) => name === kind)?.places?.(target) ?? ['all'],
      );
      expect(places).not.toContain('all');
      expect(new Set(places).size).toBe(places.length);
    }
  });

  it('does each group after the former is healed', () => {
    fc.assert(
      fc.property(seeds, adapters, (seed, adapter) => {
        const groups = groupsOf(scheduleOf(seed, adapter, KINDS).faults);
        groups.forEach((group, at) => {
          const healed = Math.max(...(groups[at - 1] ?? []).map(({ healMs }) => healMs));
          for (const { startMs } of group) expect(startMs).toBeGreaterThan(healed);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is three light faults when it is short', () => {
    fc.assert(
      fc.property(seeds, adapters, (seed, adapter) => {
        const { faults, loadMs } = scheduleOf(seed, adapter, KINDS, 'short');
        expect(faults).toHaveLength(3);
        expect(faults.filter(({ kind }) => isHeavy(kind))).toEqual([]);
        expect(loadMs).toBeLessThanOrEqual(60_000);
      }),
      { numRuns: 200 },
    );
  });

  it('does only what the adapter has', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const kinds = scheduleOf(seed, 'postgres', KINDS).faults.map(
          ({ kind, target }) => `${kind} ${target}`,
        );
        expect(kinds.filter((text) => /broker|redis|kafka/i.test(text))).toEqual([]);
      }),
    );
  });

  it.each<Adapter>(['kafka', 'postgres'])(
    'on %s does everything at least three times in any twenty neighbouring seeds',
    (adapter) => {
      const usable = KINDS.filter((kind) => kind.targets(adapter).length > 0);
      for (const first of [0, 1, 17, 400]) {
        const done = Array.from(
          { length: 20 },
          (_, at) => scheduleOf(first + at, adapter, KINDS).faults,
        ).flat();
        for (const { name } of usable)
          expect([name, done.filter(({ kind }) => kind === name).length >= 3]).toEqual([name, true]);
      }
    },
  );

  it('of kinds that the adapter lacks is refused', () => {
    const broker = KINDS.filter(({ name }) => name === 'broker-restart');
    expect(() => scheduleOf(1, 'postgres', broker)).toThrow('None of the chosen faults');
  });
});
