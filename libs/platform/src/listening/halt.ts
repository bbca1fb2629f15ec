import { nameOf, type Place } from '../inbox/place.js';

/** Why a partition is not read on until somebody, or time, has changed something. */
export type HaltReason =
  /** A record below the fence was never heard: the topic was deleted and created again. */
  | 'topic-recreated'
  /** The log offers a record above the fence: records in between are lost or were moved past. */
  | 'records-missing'
  /** No more records can be set aside. */
  | 'set-aside-full'
  /** Too many events fail; the breaker probes from time to time. */
  | 'too-many-failures';

/** Ends a delivery without moving on. Not a fault of any event: nothing is bisected or set aside. */
export class PartitionHaltedError extends Error {
  override readonly name = 'PartitionHaltedError';
  constructor(
    place: Place,
    readonly reason: HaltReason,
    detail: string,
  ) {
    super(`${place.consumer} halts at ${nameOf(place)} (${reason}): ${detail}`);
  }
}

/** The member must stop or has lost the partition; the records are delivered again, to somebody. */
export class DeliveryAbortedError extends Error {
  override readonly name = 'DeliveryAbortedError';
  constructor() {
    super('The delivery was aborted between two transactions.');
  }
}
