import { until } from '../../testing/until.js';
import type { DeliveredBatch } from '../event-log.js';
import type { GroupStore, Position, Slice, TopicPartition } from './group-store.js';
import { HeldPartitions } from './held-partitions.js';
import { DEFAULT_PACE, type Pace } from './pace.js';
import { Reader } from './reader.js';

const AT = { topic: 'okuru.order', partition: 0, incarnation: 'once' };
/** Longer than any case takes: what is read, is read for another reason than the calm poll. */
const NEVER_MS = 60_000;
const SOON_MS = 5_000;
const BATCH_SIZE_MAX = 10;

/** One partition, its log, and one batch in hand at a time that the test ends. */
class Reading {
  readonly asked: number[] = [];
  readonly given: number[] = [];
  endBatch: () => void = () => undefined;
  private readonly reader: Reader;
  private readonly running: Promise<void>;

  constructor(
    public logged: number,
    pace: Partial<Pace> = { pollBusyMs: NEVER_MS, pollIdleMs: NEVER_MS },
  ) {
    const held = new HeldPartitions(
      async ({ records }: DeliveredBatch) => {
        this.given.push(records.length);
        await new Promise<void>((resolve) => (this.endBatch = resolve));
      },
      { ...DEFAULT_PACE, ...pace },
      {
        commit: () => Promise.resolve(true),
        batchEnded: (_surplus, end) => this.reader.batchEnded(end),
        fault: () => undefined,
      },
    );
    const store = {
      read: (from: (TopicPartition & Position)[], max: number) => Promise.resolve(this.read(from, max)),
    };
    this.reader = new Reader(
      store as unknown as GroupStore,
      held,
      BATCH_SIZE_MAX,
      { ...DEFAULT_PACE, ...pace },
      () => undefined,
    );
    held.adopt([{ ...AT, nextOffset: 0, epoch: 1, surplus: false }]);
    this.running = this.reader.run();
  }

  append(records: number, isTold: boolean): void {
    this.logged += records;
    if (isTold) this.reader.wake();
  }

  async close(): Promise<void> {
    this.reader.stop();
    this.endBatch();
    await this.running;
  }

  private read(from: readonly (TopicPartition & Position)[], max: number): Slice[] {
    const next = from[0]?.nextOffset ?? 0;
    this.asked.push(next);
    const count = Math.min(max, this.logged - next);
    const records = Array.from({ length: count }, (_, nth) => ({
      offset: next + nth,
      key: 'k',
      headers: {},
      value: '',
    }));
    return count === 0 ? [] : [{ ...AT, records, highWatermark: this.logged }];
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the reader', () => {
  let reading: Reading;
  afterEach(() => reading.close());

  it('reads on at once where it knows of more', async () => {
    reading = new Reading(25);
    for (const batches of [1, 2, 3]) {
      await until(() => reading.given.length === batches, SOON_MS);
      reading.endBatch();
    }
    expect(reading.given).toEqual([10, 10, 5]);
  });

  it('looks again after a batch during which it was told of records', async () => {
    reading = new Reading(0);
    reading.append(1, true);
    await until(() => reading.given.length === 1, SOON_MS);
    reading.append(1, true);
    await pause(20);
    expect(reading.given).toEqual([1]);
    reading.endBatch();
    await until(() => reading.given.length === 2, SOON_MS);
  });

  it('asks nothing after a batch when all that comes is told', async () => {
    reading = new Reading(0);
    reading.append(3, true);
    await until(() => reading.given.length === 1, SOON_MS);
    const { length } = reading.asked;
    reading.endBatch();
    await pause(2 * DEFAULT_PACE.gatherMs);
    expect(reading.asked).toHaveLength(length);
  });

  it('reads together what comes soon after a read, and the first after a pause at once', async () => {
    reading = new Reading(0, { pollBusyMs: NEVER_MS, pollIdleMs: NEVER_MS, gatherMs: 2 * SOON_MS });
    reading.append(1, true);
    await until(() => reading.given.length === 1, SOON_MS);
    reading.endBatch();
    for (let nth = 0; nth < 5; nth += 1) {
      reading.append(1, true);
      await pause(5);
    }
    await until(() => reading.given.length === 2, 4 * SOON_MS);
    expect(reading.given).toEqual([1, 5]);
  });

  it('looks often once it found by polling what nobody told', async () => {
    reading = new Reading(0, { pollBusyMs: 5, pollIdleMs: 10_000 });
    await pause(700);
    reading.append(1, false);
    await until(() => reading.given.length === 1, SOON_MS);
    reading.endBatch();
    reading.append(1, false);
    await until(() => reading.given.length === 2, 1_000); // the calm poll would have come after 1,280 ms
  });

  it('looks again at the end of a batch while others append, though the polls have grown seldom meanwhile', async () => {
    reading = new Reading(0, { pollBusyMs: 5, pollIdleMs: NEVER_MS });
    reading.append(1, false);
    await until(() => reading.given.length === 1, SOON_MS);
    await pause(1_400);
    reading.append(1, false);
    reading.endBatch();
    await until(() => reading.given.length === 2, 1_000); // the next poll would have come after 1,280 ms
  });
});
