import type { Envelope } from '@okuru/contracts';
import * as fc from 'fast-check';
import { roundsOf } from './rounds.js';

const event = (key: string, type: string, nth: number): Envelope => ({
  id: String(nth),
  type,
  version: 1,
  source: 'order',
  key,
  time: '',
  aggregateVersion: nth,
  data: null,
});
const told = (...events: [key: string, type: string][]): string[] => toldWith(() => undefined, ...events);
const toldWith = (
  togetherOf: (type: string) => object | undefined,
  ...events: [key: string, type: string][]
): string[] =>
  roundsOf(
    events.map(([key, type], nth) => event(key, type, nth)),
    togetherOf,
  ).map(({ type, events: round }) => `${type}(${round.map(({ key }) => key).join('')})`);

describe('rounds', () => {
  it('takes all first events of one type together', () => {
    expect(told(['a', 'placed'], ['a', 'paid'], ['b', 'placed'], ['b', 'paid'], ['c', 'placed'])).toEqual([
      'placed(abc)',
      'paid(ab)',
    ]);
  });

  it('never gives a handler one key twice in a call', () => {
    expect(told(['a', 'paid'], ['a', 'paid'], ['b', 'paid'])).toEqual(['paid(ab)', 'paid(a)']);
  });

  it('prefers the longer round', () => {
    expect(told(['a', 'x'], ['b', 'y'], ['c', 'y'], ['a', 'y'])).toEqual(['y(bc)', 'x(a)', 'y(a)']);
  });

  it('takes types that go together in one round, of a key as many as follow each other', () => {
    const both = {};
    const together = (type: string) => (type === 'w' ? undefined : both);
    expect(
      toldWith(together, ['a', 'x'], ['b', 'y'], ['a', 'y'], ['a', 'w'], ['c', 'x'], ['a', 'x'], ['a', 'y']),
    ).toEqual(['x(abac)', 'w(a)', 'x(aa)']);
  });

  it('keeps every event once, in order per key, for any delivery', () => {
    const deliveries = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x', 'y', 'z')),
      { maxLength: 60 },
    );
    const group = {};
    const together = fc.subarray(['x', 'y', 'z']);
    fc.assert(
      fc.property(deliveries, together, (delivery, grouped) => {
        const events = delivery.map(([key, type], nth) => event(key, type, nth));
        const isGrouped = (type: string): boolean => grouped.includes(type);
        const rounds = roundsOf(events, (type) => (isGrouped(type) ? group : undefined));
        const flat = rounds.flatMap((round) => [...round.events]);
        expect(flat.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(events.map((_, nth) => nth));
        for (const key of new Set(delivery.map(([of]) => of))) {
          const order = flat.filter((one) => one.key === key).map(({ aggregateVersion }) => aggregateVersion);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
        for (const { type, events: round } of rounds) {
          if (isGrouped(type)) {
            expect(round.every((one) => isGrouped(one.type))).toBe(true);
            continue;
          }
          expect(round.every((one) => one.type === type)).toBe(true);
          expect(new Set(round.map(({ key }) => key)).size).toBe(round.length);
        }
      }),
    );
  });
});
