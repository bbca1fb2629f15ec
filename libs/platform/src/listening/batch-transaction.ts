import type { OpenTransaction } from '../database/open-transaction.js';
import type { Transactions } from '../database/transactions.js';
import { parkKeys } from '../dead-letter/parked-keys.js';
import { countOpen, setAside } from '../dead-letter/set-aside.js';
import type { DeliveredRecord } from '../event-log/event-log.js';
import { enter } from '../inbox/enter.js';
import { advanceFence } from '../inbox/fence.js';
import { knownOf } from '../inbox/inbox.js';
import { passedOverAt } from '../inbox/passed-over.js';
import type { Place } from '../inbox/place.js';
import { callHandlers } from './call-handlers.js';
import type { ListeningFigures } from './figures.js';
import { PartitionHaltedError } from './halt.js';
import type { EventHandlers } from './handlers.js';
import { readRecord, type Reading } from './reading.js';
import { type Poison, type Sorted, sortReadings } from './sort-readings.js';

/** Handles consecutive records of one partition in ONE transaction: fence, inbox, set-aside, handlers, their facts. */
export class BatchTransaction {
  constructor(
    private readonly transactions: Transactions,
    private readonly handlers: EventHandlers,
    private readonly setAsideMax: number,
  ) {}

  /**
   * With `poison` the records are one event, which is set aside instead of handled. Answers what happened, to be
   * counted. Throws `PartitionHaltedError` and whatever a handler or the database throws; then nothing has happened.
   */
  run(
    place: Place,
    records: readonly DeliveredRecord[],
    poison?: Poison,
  ): Promise<Partial<ListeningFigures>> {
    const readings = records.map((record) => readRecord(record, place, (type) => this.handlers.has(type)));
    return this.transactions.once(async (tx) => {
      const firstOffset = records[0]?.offset ?? 0;
      const { nextOffset, unheard, parked } = await enter(
        tx.query,
        place,
        firstOffset,
        readings.filter(isOurs),
      );
      const fresh = await this.beyondFence(tx, place, readings, nextOffset);
      const behind = records.length - fresh.length;
      const last = fresh.at(-1);
      if (!last) return { duplicates: behind, fenced: 1 };
      const sorted = sortReadings(fresh, unheard, parked, poison);
      await this.setAside(tx, place, sorted);
      await callHandlers(this.handlers, sorted.events, tx);
      const passed = { firstOffset: nextOffset, eventIds: sorted.passedOver };
      await advanceFence(tx.query, place, last.record.offset + 1, passed);
      return { ...sorted.figures, duplicates: (sorted.figures.duplicates ?? 0) + behind };
    });
  }

  /** The records not dealt with before. Halts when log and fence tell different stories. */
  private async beyondFence(
    tx: OpenTransaction,
    place: Place,
    readings: readonly Reading[],
    nextOffset: number,
  ): Promise<Reading[]> {
    const behind = readings.filter(({ record }) => record.offset < nextOffset);
    if (behind.length > 0) await this.assertHeard(tx, place, behind);
    const fresh = readings.filter(({ record }) => record.offset >= nextOffset);
    fresh.forEach(({ record: { offset } }, at) => {
      const expected = nextOffset + at;
      if (offset === expected) return;
      throw new PartitionHaltedError(
        place,
        'records-missing',
        `offset ${expected} is next, the log offers ${offset}`,
      );
    });
    return fresh;
  }

  private async assertHeard(tx: OpenTransaction, place: Place, behind: readonly Reading[]): Promise<void> {
    const ids = behind.map(({ id }) => id);
    const known = await knownOf(tx.query, place.consumer, ids);
    if (ids.some((id) => !known.has(id))) {
      const [first, last] = [behind[0]?.record.offset ?? 0, behind.at(-1)?.record.offset ?? 0];
      for (const id of await passedOverAt(tx.query, place, first, last)) known.add(id);
    }
    const stranger = behind.find(({ id }) => !known.has(id));
    if (!stranger) return;
    throw new PartitionHaltedError(
      place,
      'topic-recreated',
      `offset ${stranger.record.offset} lies below the fence and was never heard`,
    );
  }

  private async setAside(tx: OpenTransaction, place: Place, { letters, newlyParked }: Sorted): Promise<void> {
    if (letters.length === 0) return;
    const open = await countOpen(tx.query, place.consumer, this.setAsideMax);
    if (open + letters.length > this.setAsideMax) {
      throw new PartitionHaltedError(
        place,
        'set-aside-full',
        `${open} records are set aside, ${this.setAsideMax} are allowed`,
      );
    }
    await setAside(tx.query, place, letters);
    if (newlyParked.size > 0) await parkKeys(tx.query, place, [...newlyParked]);
  }
}

const isOurs = ({ kind }: Reading): boolean => kind !== 'passed-over';
