/** One topic as it lies in the log. */
export interface TopicState {
  readonly topic: string;
  readonly partitions: number;
  /** Undefined where the log keeps no copies of its own. */
  readonly copies?: number;
  /** What an operator should know of its settings, in words. */
  readonly doubts: readonly string[];
}

/** What is done to a log from outside while services rest: looking after a restore, not stating or hearing. */
export abstract class LogCare {
  /** Those of the topics that exist. */
  abstract topics(topics: readonly string[]): Promise<TopicState[]>;
  /** Those of the topics that ever held a record. */
  abstract used(topics: readonly string[]): Promise<string[]>;
  /** The group begins anew where the log begins. Its members must be stopped. */
  abstract forgetGroup(group: string): Promise<void>;
  abstract close(): Promise<void>;
}
