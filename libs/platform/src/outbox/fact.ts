import { createHash } from 'node:crypto';
import type { EventData, EventType } from '@okuru/contracts';

/** One fact to state: its catalogue name and the data that goes with it. */
export type Fact<T extends EventType = EventType> = { [Type in T]: FactOf<Type> }[T];

interface FactOf<T extends EventType> {
  readonly type: T;
  readonly data: EventData<T>;
  /** UUID; omitted, a new UUIDv7 is given. Stating the same id again does nothing. */
  readonly id?: string;
  /** Id of the event that led to it, where a handler hears several of one key at once. */
  readonly causedBy?: string;
}

export const fact = <T extends EventType>(type: T, data: EventData<T>, id?: string): Fact<T> =>
  id === undefined ? { type, data } : { type, data, id };

const UUID_VERSION_CUSTOM = 0x80;
const UUID_VARIANT = 0x80;

/** The same UUID (version 8) for the same parts, so that a retry states the same fact. */
export const factId = (...parts: readonly (string | number)[]): string => {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | UUID_VERSION_CUSTOM;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | UUID_VARIANT;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
