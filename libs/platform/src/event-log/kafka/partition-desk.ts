import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { DeliveredRecord, Subscription } from '../event-log.js';
import { backoffMs } from '../delivery/pace.js';
import type { KafkaSettings } from './kafka-options.js';
import { whileBeating } from './heartbeat.js';

/** What handing over a batch needs to know of the session it happens in. */
export interface DeskSession {
  /** Grows with every join; a commit for an earlier one would count as the present member's. */
  generation(): number;
  isClosing(): boolean;
  seek(position: { topic: string; partition: number; offset: string }): void;
}

/** Hands over the batches of one partition in chunks, commits each, and backs off when one throws. */
export class PartitionDesk {
  private failures = 0;
  private startedAt: number | undefined;
  private batch: AbortController | undefined;
  private rest: NodeJS.Timeout | undefined;

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: KafkaSettings,
    private readonly session: DeskSession,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  msInHand(now: number): number {
    return this.startedAt === undefined ? 0 : now - this.startedAt;
  }

  abort(reason: string): void {
    this.batch?.abort(new Error(reason));
  }

  close(): void {
    clearTimeout(this.rest);
  }

  async handOver(payload: EachBatchPayload): Promise<void> {
    const { messages } = payload.batch;
    const generation = this.session.generation();
    const goesOn = (): boolean =>
      payload.isRunning() &&
      !payload.isStale() &&
      !this.session.isClosing() &&
      this.session.generation() === generation;

    for (let from = 0; from < messages.length && goesOn(); from += this.subscription.batchSizeMax) {
      const chunk = messages.slice(from, from + this.subscription.batchSizeMax);
      if (!(await this.handleChunk(payload, chunk, generation))) return;
      if (goesOn()) await payload.heartbeat();
    }
  }

  /** False when the chunk threw: the partition rests and is read again from the chunk's first record. */
  private async handleChunk(
    payload: EachBatchPayload,
    chunk: KafkaMessage[],
    generation: number,
  ): Promise<boolean> {
    const { topic, partition } = payload.batch;
    const batch = new AbortController();
    this.batch = batch;
    this.startedAt = performance.now();
    try {
      const highWatermark = Number(payload.batch.highWatermark);
      const records = chunk.map(recordOf);
      await whileBeating(payload, this.settings.sessionTimeoutMs, batch, () =>
        this.subscription.onBatch({ topic, partition, records, highWatermark, signal: batch.signal }),
      );
    } catch (fault) {
      if (!batch.signal.aborted) this.onFault(fault);
      this.restAndReadAgain(payload, chunk);
      return false;
    } finally {
      this.batch = undefined;
      this.startedAt = undefined;
    }
    this.failures = 0;
    await this.commit(payload, chunk, generation);
    return true;
  }

  /** The generation is compared in the same turn in which kafkajs takes the member's identity for the request. */
  private async commit(payload: EachBatchPayload, chunk: KafkaMessage[], generation: number): Promise<void> {
    const last = chunk.at(-1);
    if (!last || this.session.generation() !== generation) return;
    const { topic, partition } = payload.batch;
    payload.resolveOffset(last.offset);
    const offset = (BigInt(last.offset) + 1n).toString();
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset }] }] });
  }

  /** Thrown out of eachBatch, the fault would hold up every partition of the member, and at last crash it. */
  private restAndReadAgain(payload: EachBatchPayload, chunk: KafkaMessage[]): void {
    const { topic, partition } = payload.batch;
    const offset = chunk[0]?.offset ?? payload.batch.firstOffset() ?? '0';
    this.failures += 1;
    const resume = payload.pause();
    this.session.seek({ topic, partition, offset });
    this.rest = setTimeout(resume, backoffMs(this.settings, this.failures));
  }
}

const recordOf = ({ key, value, headers, offset }: KafkaMessage): DeliveredRecord => ({
  key: key?.toString('utf8') ?? '',
  value: value?.toString('utf8') ?? '',
  headers: headersOf(headers),
  offset: Number(offset),
});

/** Kafka allows a header several times; the last counts. */
const headersOf = (headers: KafkaMessage['headers'] = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      const last = Array.isArray(value) ? value.at(-1) : value;
      return last === undefined ? [] : [[name, last.toString('utf8')] as const];
    }),
  );
