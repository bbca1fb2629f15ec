/** One fact as the log carries it: opaque to the log, which reads nothing but the key. */
export interface LogRecord {
  /** Decides the partition; records of one key keep their order. Carries its kind: `order:<id>`, `item:<sku>`. */
  readonly key: string;
  /** CloudEvents attributes in Kafka binary mode (`ce_id`, `ce_type`, …) and `traceparent`. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text, UTF-8. */
  readonly value: string;
}

/** A record with the place the log gave it. Offsets are dense per partition and start at 0. */
export interface DeliveredRecord extends LogRecord {
  readonly offset: number;
}

/** Consecutive records of one partition, in offset order, never empty. */
export interface DeliveredBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly DeliveredRecord[];
  /** Offset the log would give the next record appended to this partition, as far as the reader knows. */
  readonly highWatermark: number;
  /** Aborted when the member must stop (shutdown) or has lost the partition. */
  readonly signal: AbortSignal;
}

export interface Subscription {
  /** Consumer group; one group per service, its members share the partitions. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Where a group that has never committed begins. */
  readonly startFrom: 'beginning' | 'end';
  /** Most records handed over at once. */
  readonly batchSizeMax: number;
  /**
   * Handles the batch and resolves when its effects are durable; the log then moves the group's cursor past it.
   * When it throws, the batch is delivered again after a backoff; the log neither skips nor reorders.
   * Batches of one partition never overlap in time within one member.
   */
  readonly onBatch: (batch: DeliveredBatch) => Promise<void>;
  /** Told of every failed delivery or lost connection; the subscription goes on by itself. */
  readonly onFault?: (fault: unknown) => void;
}

/** One member of a consumer group, running until closed. */
export interface RunningSubscription {
  /** Milliseconds since the member last asked the log for records; the liveness probe reads it. */
  msSinceLastPoll(): number;
  /** Partitions held now. */
  assigned(): readonly { readonly topic: string; readonly partition: number }[];
  /** Stops fetching, waits for the batch in hand, gives the partitions back. */
  close(): Promise<void>;
}

/** How far a group is behind on one partition. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Next offset the group will read. */
  readonly nextOffset: number;
  /** Next offset the log will give. */
  readonly endOffset: number;
  /** False: the group has never stood here, and all there is is before it. */
  readonly begun: boolean;
}

/**
 * The append-only log that services state their facts to and hear them from.
 * Promises of every adapter (contract suite): order per key; at-least-once delivery; one member per partition and
 * group at a time as far as leases can tell (the consumer's own fence does the rest); a failing group never holds up
 * another; a record is never visible before all records with a lower offset of its partition.
 */
export abstract class EventLog {
  /** Creates the topic when absent. Throws `PartitionCountMismatchError` when it exists with another count. */
  abstract ensureTopic(topic: string, partitions: number): Promise<void>;
  /**
   * Appends in the given order; resolves when durable. Only the relay calls it. When it throws, some of the records
   * may be in: append all of them again, in the same order. Throws `UnknownTopicError` when the topic does not exist.
   */
  abstract append(topic: string, records: readonly LogRecord[]): Promise<void>;
  /**
   * Resolves when the member has joined its group and it is settled where the group begins. Throws when a topic does
   * not exist; a log that is away does not throw: the member joins as soon as it can, and `onFault` hears of it.
   */
  abstract subscribe(subscription: Subscription): Promise<RunningSubscription>;
  /**
   * One entry per partition of the topics there are, in (topic, partition) order. A group that never began stands before
   * the first record, so that a service that never started is seen to be behind.
   */
  abstract lag(group: string, topics: readonly string[]): Promise<PartitionLag[]>;
  /**
   * Drops records older than the age that every registered group has passed; answers how many, and which groups hold
   * back records that are old enough to go. Bounded: what is left waits for the next call. Kafka retains by its own
   * settings and answers 0 and nobody.
   */
  abstract retain(olderThanMs: number): Promise<{ dropped: number; heldBackBy: readonly string[] }>;
  abstract close(): Promise<void>;
}
