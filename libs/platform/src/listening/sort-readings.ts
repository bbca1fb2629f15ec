import type { Envelope } from '@okuru/contracts';
import type { DeadReason, SetAside } from '../dead-letter/dead-letter.js';
import { faultText } from '../dead-letter/fault-text.js';
import type { ListeningFigures } from './figures.js';
import type { PassedOver, Reading } from './reading.js';

/** An event that failed alone so often that it is to be set aside. */
export interface Poison {
  readonly fault: unknown;
  readonly tries: number;
}

/** What becomes of the records of one transaction. */
export interface Sorted {
  /** To be handled. */
  readonly events: readonly Envelope[];
  /** To be set aside, in order of delivery. */
  readonly letters: readonly SetAside[];
  /** Ids of what is left to others. */
  readonly passedOver: readonly string[];
  /** Keys that are parked from now on. */
  readonly newlyParked: ReadonlySet<string>;
  readonly figures: Partial<ListeningFigures>;
}

const FIGURE_OF = {
  'not-heard': 'notHeard',
  'unknown-type': 'unknownTypes',
} as const satisfies Record<PassedOver, keyof ListeningFigures>;

/**
 * Decides in the order of delivery, so that nothing passes a failed event of its key.
 * @param unheard ids of what is meant for the service that the inbox did not know before
 * @param parked keys behind a failed event
 * @param poison given, the readings are one event, which is set aside instead of handled
 */
export const sortReadings = (
  readings: readonly Reading[],
  unheard: ReadonlySet<string>,
  parked: ReadonlySet<string>,
  poison?: Poison,
): Sorted => {
  const events: Envelope[] = [];
  const letters: SetAside[] = [];
  const passedOver: string[] = [];
  const newlyParked = new Set<string>();
  const left = new Set(unheard);
  const figures = { duplicates: 0, notHeard: 0, unknownTypes: 0, dead: 0, waiting: 0 };

  const setAside = (
    reading: SetAsideReading,
    state: SetAside['state'],
    reason: DeadReason,
    fault: string,
    tries: number,
  ): void => {
    const { record, key, id: eventId } = reading;
    letters.push({
      record,
      key,
      eventId,
      type: reading.kind === 'event' ? reading.event.type : reading.type,
      state,
      reason,
      fault,
      tries,
    });
    figures[state] += 1;
    if (state === 'dead') newlyParked.add(key);
  };

  for (const reading of readings) {
    if (reading.kind === 'passed-over') {
      passedOver.push(reading.id);
      figures[FIGURE_OF[reading.why]] += 1;
    } else if (!left.delete(reading.id)) figures.duplicates += 1;
    else if (parked.has(reading.key) || newlyParked.has(reading.key))
      setAside(reading, 'waiting', 'key-parked', '', 0);
    else if (reading.kind === 'poison')
      setAside(reading, 'dead', reading.reason, faultText(reading.fault), 1);
    else if (poison) setAside(reading, 'dead', 'handler-failed', faultText(poison.fault), poison.tries);
    else events.push(reading.event);
  }
  return { events, letters, passedOver, newlyParked, figures: { ...figures, handled: events.length } };
};

type SetAsideReading = Exclude<Reading, { kind: 'passed-over' }>;
