import { createHash } from 'node:crypto';
import { definitionOf, type Envelope } from '@okuru/contracts';
import { parkingKeyOf, type DeadReason } from '../dead-letter/dead-letter.js';
import type { DeliveredRecord } from '../event-log/event-log.js';
import type { Place } from '../inbox/place.js';
import { decodeEvent, decodeHead, type EventHead, UndecodableRecordError } from '../outbox/cloud-event.js';
import { factId } from '../outbox/fact.js';

interface Read {
  readonly record: DeliveredRecord;
  /** The event's id; made from place and content where the record tells none. */
  readonly id: string;
  /** Events of one parking key wait for each other. */
  readonly key: string;
}

/** What a record means to a service that hears certain types. */
export type Reading =
  | (Read & { readonly kind: 'event'; readonly event: Envelope })
  | (Read & { readonly kind: 'passed-over'; readonly why: PassedOver })
  | (Read & {
      readonly kind: 'poison';
      readonly type: string;
      readonly reason: DeadReason;
      readonly fault: Error;
    });

/** `not-heard` is for others; an unknown type comes from a newer build during a rolling deployment, and is counted. */
export type PassedOver = 'not-heard' | 'unknown-type';

/** Reads a record as far as the service needs it. Never throws: what cannot be read is poison. */
export const readRecord = (
  record: DeliveredRecord,
  place: Place,
  hears: (type: string) => boolean,
): Reading => {
  const key = parkingKeyOf(record.key);
  let head: EventHead | undefined;
  try {
    head = decodeHead(record);
    const { id } = head;
    const unknown = unknownIn(head);
    // A newer version of what is heard waits for a build that knows it: passed over, it would be lost for ever.
    const isMeant = unknown === 'newer-version' && hears(head.type);
    if (unknown && (isMeant || head.mustUnderstand)) {
      return {
        record,
        id,
        key,
        kind: 'poison',
        type: head.type,
        reason: 'not-understood',
        fault: new UndecodableRecordError(unknown),
      };
    }
    if (unknown === 'unknown-type' || !hears(head.type)) {
      return {
        record,
        id,
        key,
        kind: 'passed-over',
        why: unknown === 'unknown-type' ? unknown : 'not-heard',
      };
    }
    return { record, id, key, kind: 'event', event: decodeEvent(record, head) };
  } catch (fault) {
    const id = head?.id ?? idOfUnreadable(record, place);
    return {
      record,
      id,
      key,
      kind: 'poison',
      type: head?.type ?? '',
      reason: 'undecodable',
      fault: fault as Error,
    };
  }
};

const unknownIn = ({ type, version }: EventHead): 'unknown-type' | 'newer-version' | undefined => {
  const definition = definitionOf(type);
  if (!definition) return 'unknown-type';
  return version > definition.version ? 'newer-version' : undefined;
};

/** The same record delivered again gets the same id; another record at its place (a re-created topic) another. */
const idOfUnreadable = (record: DeliveredRecord, { topic, partition }: Place): string =>
  factId(
    'unreadable',
    topic,
    partition,
    record.offset,
    createHash('sha256').update(record.value).digest('hex'),
  );
