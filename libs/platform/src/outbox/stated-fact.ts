import { definitionOf, type ServiceName } from '@okuru/contracts';
import { newId } from '../new-id.js';
import type { Fact } from './fact.js';

/** What led to a fact: the trace it belongs to and, when an event did, that event's id. */
export interface Cause {
  readonly traceparent: string;
  readonly causationId?: string;
}

/** What led to a fact with this key, which may name the event that did. */
export type CauseOf = (key: string, causedBy?: string) => Cause;

/** A fact that passed its schema, ready to be written. */
export interface StatedFact extends Cause {
  readonly id: string;
  /** True when the caller gave the id, so that the fact may have been stated before. */
  readonly mayRepeat: boolean;
  readonly key: string;
  readonly type: string;
  readonly version: number;
  /** It leaves the archive within hours. */
  readonly passing: boolean;
  readonly time: Date;
  /** JSON text. */
  readonly data: string;
}

/** Kafka refuses records above 1 MiB unless told otherwise, and a record that cannot leave would block the relay. */
export const FACT_BYTES_MAX = 900_000;

/** A fact that cannot be stated as it is: a mistake of the programmer, never of a caller. */
export class UnstatableFactError extends Error {
  override readonly name = 'UnstatableFactError';
}

/** Checks a fact against the catalogue and gives it its id and key. Throws `UnstatableFactError`. */
export const stateFact = (service: ServiceName, fact: Fact, time: Date, causeOf: CauseOf): StatedFact => {
  const definition = definitionOf(fact.type);
  if (!definition) throw new UnstatableFactError(`${fact.type} is not in the catalogue.`);
  if (definition.emitter !== service) {
    throw new UnstatableFactError(`${fact.type} is stated by ${definition.emitter}, not by ${service}.`);
  }
  const checked = definition.schema.safeParse(fact.data);
  if (!checked.success) {
    const faults = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new UnstatableFactError(`${fact.type} does not pass its schema: ${faults.join('; ')}`);
  }
  const data = JSON.stringify(checked.data);
  if (Buffer.byteLength(data) > FACT_BYTES_MAX) {
    throw new UnstatableFactError(`${fact.type} has more than ${FACT_BYTES_MAX} bytes.`);
  }
  const key = definition.key(checked.data);
  const id = fact.id ?? newId();
  const { traceparent, causationId } = causeOf(key, fact.causedBy);
  return {
    id,
    mayRepeat: fact.id !== undefined,
    key,
    type: fact.type,
    version: definition.version,
    passing: definition.passing ?? false,
    time,
    data,
    traceparent,
    causationId,
  };
};
