import { createHash } from 'node:crypto';
import type { DeliveredRecord, LogRecord } from '../event-log/event-log.js';

/** Why a record was set aside. */
export type DeadReason =
  /** No event of ours, or its data does not pass the schema. */
  | 'undecodable'
  /** Of a newer version than this build knows, or of an unknown type whose emitter asks that it be understood. */
  | 'not-understood'
  /** The handler threw at every try. */
  | 'handler-failed'
  /** Nothing is wrong with it: an earlier event of its key was set aside. */
  | 'key-parked';

/** `dead` was tried and failed; `waiting` has not been tried; both are open. */
export type DeadState = 'dead' | 'waiting' | 'replayed' | 'discarded';

/** A record to set aside, and why. */
export interface SetAside {
  readonly record: DeliveredRecord;
  /** Parking key. */
  readonly key: string;
  readonly eventId: string;
  /** Catalogue name; empty when the record does not tell. */
  readonly type: string;
  readonly state: 'dead' | 'waiting';
  readonly reason: DeadReason;
  /** What happened, without personal data. */
  readonly fault: string;
  readonly tries: number;
}

/** Of a larger record only the beginning is kept, so it cannot be replayed; our own events are smaller. */
export const KEPT_VALUE_BYTES_MAX = 1_048_576;
const KEPT_HEADERS_MAX = 64;
const KEPT_HEADER_CHARS_MAX = 1_024;
/** PostgreSQL's index refuses long keys, and ours are short: a longer one is of a stranger and stands as its hash. */
const KEY_BYTES_MAX = 512;

/** The key under which events wait for each other: the record's, made fit for a text column. */
export const parkingKeyOf = (recordKey: string): string => {
  const key = recordKey.replaceAll('\0', '\ufffd');
  return Buffer.byteLength(key) <= KEY_BYTES_MAX
    ? key
    : `sha256:${createHash('sha256').update(recordKey).digest('hex')}`;
};

export const keptHeaders = ({ headers }: LogRecord): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(headers)
        .slice(0, KEPT_HEADERS_MAX)
        .map(([name, value]) => [
          name.slice(0, KEPT_HEADER_CHARS_MAX),
          value.slice(0, KEPT_HEADER_CHARS_MAX),
        ]),
    ),
  );
