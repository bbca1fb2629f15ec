import type { ServiceName } from '@okuru/contracts';
import type { Step } from '../schedules/step.js';
import { type OrderFacts, type Speaker, SPEAKERS } from './order-facts.js';

/** A step and how to do it. */
export interface Doable extends Step {
  readonly perform: () => Promise<void>;
}

/** What each listener can hear next: of every speaker the first fact it acts on and has not heard. */
export const hearings = (
  facts: OrderFacts,
  listeners: readonly ServiceName[],
  taken: ReadonlySet<string>,
  label = '',
): Doable[] =>
  listeners.flatMap((listener) =>
    SPEAKERS.flatMap((speaker) => hearing(facts, listener, speaker, taken, label) ?? []),
  );

/** How the step is called in which somebody hears a fact; `number` is its place among the speaker's, from 0. */
export const nameOf = (
  label: string,
  listener: ServiceName,
  speaker: Speaker,
  type: string,
  number: number,
): string => `${label}${listener} hears ${type} (${speaker} ${number + 1})`;

/** What the listener does not act on is passed by on the way: that changes nothing anybody can see. */
const hearing = (
  facts: OrderFacts,
  listener: ServiceName,
  speaker: Speaker,
  taken: ReadonlySet<string>,
  label: string,
): Doable | undefined => {
  const named = (number: number): string =>
    nameOf(label, listener, speaker, facts.of(speaker)[number]?.type ?? '', number);
  const unheard = facts.next(listener, speaker);
  if (!unheard) return undefined;
  const { number, previous } = unheard;
  const queuedBehind = previous === undefined ? undefined : named(previous);
  return {
    name: named(number),
    at: listener,
    needs: [facts.stepOf(speaker, number), queuedBehind].filter(
      (name): name is string => name !== undefined && taken.has(name),
    ),
    perform: () => facts.deliver(listener, speaker, number),
  };
};
