import { randomUUID } from 'node:crypto';
import type { DeliveredRecord, LogRecord } from '../event-log.js';
import type { Position, Slice, TopicPartition } from '../delivery/group-store.js';

/** One partition of a topic, kept in an array: the record at `offset - firstOffset`. */
export class MemoryPartition implements TopicPartition {
  readonly incarnation = randomUUID();
  firstOffset = 0;
  private readonly records: (DeliveredRecord & { readonly appendedAt: number })[] = [];

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {}

  get nextOffset(): number {
    return this.firstOffset + this.records.length;
  }

  append({ key, headers, value }: LogRecord, appendedAt: number): void {
    this.records.push({ key, headers: { ...headers }, value, offset: this.nextOffset, appendedAt });
  }

  /** A position of an earlier incarnation, or beyond the end, begins again with what is there. */
  settle({ nextOffset, incarnation }: Position): number {
    const known = incarnation === this.incarnation && nextOffset <= this.nextOffset;
    return known ? Math.max(nextOffset, this.firstOffset) : this.firstOffset;
  }

  slice(from: Position, recordsMax: number): Slice {
    const start = this.settle(from) - this.firstOffset;
    const records = this.records
      .slice(start, start + recordsMax)
      .map(({ key, headers, value, offset }) => ({ key, headers, value, offset }));
    const { topic, partition, incarnation, nextOffset: highWatermark } = this;
    return { topic, partition, records, highWatermark, incarnation };
  }

  isOlder(offset: number, than: number): boolean {
    const record = this.records[offset - this.firstOffset];
    return record !== undefined && record.appendedAt < than;
  }

  /** Drops from the front what is older than the time and below the offset; answers how many. */
  drop(below: number, olderThan: number): number {
    let count = 0;
    // bound: the records below that offset
    while (this.firstOffset + count < below && this.isOlder(this.firstOffset + count, olderThan)) count += 1;
    this.records.splice(0, count);
    this.firstOffset += count;
    return count;
  }
}
