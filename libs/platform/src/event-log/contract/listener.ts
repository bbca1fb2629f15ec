import { randomUUID } from 'node:crypto';
import type {
  DeliveredBatch,
  DeliveredRecord,
  EventLog,
  LogRecord,
  RunningSubscription,
  Subscription,
} from '../event-log.js';

let topicsNamed = 0;

/** A topic name no other case uses, on a log that outlives the run. */
export const aTopicName = (): string => `contract.${(topicsNamed += 1)}.${randomUUID().slice(0, 8)}`;
export const aGroupName = (): string => `group-${randomUUID().slice(0, 8)}`;

export const aTopic = async (log: EventLog, partitions = 1): Promise<string> => {
  const topic = aTopicName();
  await log.ensureTopic(topic, partitions);
  return topic;
};

export const aRecord = (key: string, value: unknown): LogRecord => ({
  key,
  headers: {},
  value: JSON.stringify(value),
});

/** `count` records whose values count up per key, keys taking turns. */
export const records = (keys: readonly string[], count: number, from = 0): LogRecord[] =>
  Array.from({ length: count }, (_, at) => {
    const turn = from + at;
    return aRecord(keys[turn % keys.length] ?? '', Math.floor(turn / keys.length));
  });

/** Remembers what a member was given; `react` says what its handler does with a batch. */
export class Listener {
  readonly batches: DeliveredBatch[] = [];
  readonly faults: unknown[] = [];
  /** Records whose batch was handled without throwing, in that order. */
  readonly handled: (DeliveredRecord & { readonly partition: number })[] = [];

  constructor(private readonly react: (batch: DeliveredBatch) => Promise<void> | void = () => undefined) {}

  async join(
    log: EventLog,
    topic: string,
    options: Partial<Subscription> = {},
  ): Promise<RunningSubscription> {
    return log.subscribe({
      group: aGroupName(),
      topics: [topic],
      startFrom: 'beginning',
      batchSizeMax: 100,
      onBatch: async (batch) => {
        this.batches.push(batch);
        await this.react(batch);
        this.handled.push(...batch.records.map((record) => ({ ...record, partition: batch.partition })));
      },
      onFault: (fault) => this.faults.push(fault),
      ...options,
    });
  }

  values(key?: string): unknown[] {
    const wanted = this.handled.filter((record) => key === undefined || record.key === key);
    return wanted.map(({ value }) => JSON.parse(value) as unknown);
  }
}

/** Each `key value` once, in the order first handled: what remains when duplicates are taken out. */
export const firstHandled = (...listeners: readonly Listener[]): string[] => [
  ...new Set(listeners.flatMap(({ handled }) => handled.map(({ key, value }) => `${key} ${value}`))),
];

const LOOK_EVERY_MS = 10;
const EVENTUALLY_MS_MAX = 30_000;

/** Waits until the expectations in `check` hold; after the time, fails with the last one that did not. */
export const eventually = async (
  check: () => void | Promise<void>,
  withinMs = EVENTUALLY_MS_MAX,
): Promise<void> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (miss) {
      if (performance.now() > deadline) throw miss;
    }
    await pause(LOOK_EVERY_MS);
  }
};

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A promise and the hand that resolves it. */
export const aGate = (): { readonly opened: Promise<void>; open(): void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};
