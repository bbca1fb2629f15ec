import fc from 'fast-check';
import { KINDS } from '../faults/kinds.js';
import type { Adapter } from './fault-kind.js';
import { scheduleOf } from './schedule.js';

const SEED_MS_MAX = 180_000;
/** What starting, stocking and draining take of a seed. */
const AROUND_MS = 60_000;

/** Filling a disk takes root, so the schedule of another user is dealt without it. */
const EVERYWHERE = KINDS.filter(({ name }) => name !== 'full-disk');

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
       "6000 to 13488 broker-restart the broker",
       "17175 to 23664 repeats okuru.shipping",
       "29550 to 37837 cut order to database",
       "42523 to 80545 freeze inventory",
       "86391 to 94432 half-open all to kafka",
     ]
    `);
  });

  it('does different things for different seeds', () => {
    const told = Array.from({ length: 50 }, (_, seed) =>
      JSON.stringify(scheduleOf(seed, 'kafka', KINDS).faults),
    );
    expect(new Set(told).size).toBe(50);
  });

  it('has five faults, one after the other, that leave time to drain within three minutes', () => {
    fc.assert(
      fc.property(seeds, adapters, (seed, adapter) => {
        const { faults, loadMs } = scheduleOf(seed, adapter, KINDS);
        expect(new Set(faults.map(({ kind }) => kind)).size).toBe(5);
        faults.forEach(({ startMs, healMs }, at) => {
          expect(healMs).toBeGreaterThan(startMs);
          expect(faults[at + 1]?.startMs ?? loadMs).toBeGreaterThan(healMs);
        });
        expect(loadMs).toBeLessThanOrEqual(SEED_MS_MAX - AROUND_MS);
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
