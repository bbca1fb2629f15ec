import type { EventLog, LogRecord } from '../event-log.js';

/** One process that uses the log; the test can cut it off from the log and bring it back. */
export interface LogProcess {
  readonly log: EventLog;
  /** Nothing it says reaches the log and nothing comes back, as when the process is stopped. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

/** Who decides what is dropped: the log, never past a registered group, or the broker by its own settings. */
export type RetentionRule = 'never past a group' | 'the broker decides';

/** What an adapter's spec gives the contract suite. */
export interface EventLogHarness {
  /** A further process on the same log; the suite thaws and closes it after the case. */
  open(): Promise<LogProcess>;
  /** Deletes the topic with its records and creates it again under the same name. */
  recreateTopic(topic: string, partitions: number): Promise<void>;
  /** The records of partition 0 below the offset are gone, whatever the groups have read. */
  loseBelow(topic: string, offset: number): Promise<void>;
  /**
   * Appends `first` and `second` at the same time. Where the adapter has transactions, `first` takes its place before
   * `second` and becomes durable last; `whileOpen` runs between.
   */
  appendOverlapping(
    topic: string,
    first: LogRecord,
    second: LogRecord,
    whileOpen: () => Promise<void>,
  ): Promise<void>;
  /** Most time until the partitions of a member that died are with another. */
  readonly handoverMsMax: number;
  /** Releases what lies beneath, after the last case. */
  close(): Promise<void>;
}
