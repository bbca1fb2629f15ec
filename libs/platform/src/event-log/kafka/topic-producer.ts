import { type ICustomPartitioner, type Message, Partitioners, type Producer } from 'kafkajs';
import type { LogRecord } from '../event-log.js';
import { kafkaClient, KAFKA_RETRY } from './kafka-client.js';
import type { KafkaSettings } from './kafka-options.js';

const ALL_COPIES = -1;
const CONFIRM_MS_MAX = 10_000;
/** Fewer than elsewhere: whoever appends tries again by himself, and is told sooner. */
const TRIES_AGAIN_MAX = 3;
/** A request's records of one partition form one batch, which brokers refuse above 1 MB; this leaves room. */
const REQUEST_BYTES_MAX = 600_000;
const RECORD_OVERHEAD_BYTES = 100;

/**
 * Appends to one topic, one request at a time, by an idempotent producer that is replaced after every failure. Both
 * guard against silent loss: after a time-out kafkajs gives the sequence numbers of records that may have arrived to
 * the next ones, and the broker takes those for duplicates and drops them. And what was confirmed is held against what was
 * sent: when a partition moves to a broker that has confirmed its own records already, kafkajs never sends it the others.
 */
export class TopicProducer {
  private producer: Promise<Producer> | undefined;
  private line: Promise<void> = Promise.resolve();
  /** Where the records of the request under way belong. */
  private readonly partitions = new Set<number>();

  constructor(
    private readonly settings: KafkaSettings,
    private readonly topic: string,
  ) {}

  append(records: readonly LogRecord[]): Promise<void> {
    const turn = this.line.then(() => this.send(records));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    await this.line;
    await this.discard();
  }

  private async send(records: readonly LogRecord[]): Promise<void> {
    try {
      this.producer ??= this.connect();
      const producer = await this.producer;
      for (const messages of requestsOf(records)) {
        this.partitions.clear();
        const sent = { topic: this.topic, acks: ALL_COPIES, timeout: CONFIRM_MS_MAX, messages };
        const confirmed = new Set((await producer.send(sent)).map(({ partition }) => partition));
        const missing = [...this.partitions].filter((partition) => !confirmed.has(partition));
        if (missing.length > 0)
          throw new Error(`${this.topic}: nobody confirmed the records of partition ${missing.join(', ')}.`);
      }
    } catch (fault) {
      await this.discard();
      throw fault;
    }
  }

  private async connect(): Promise<Producer> {
    const producer = kafkaClient(this.settings).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: this.notingPartitioner,
      retry: { ...KAFKA_RETRY, retries: TRIES_AGAIN_MAX },
    });
    await producer.connect();
    return producer;
  }

  private readonly notingPartitioner: ICustomPartitioner = () => {
    const partitionOf = Partitioners.DefaultPartitioner();
    return (message) => {
      const partition = partitionOf(message);
      this.partitions.add(partition);
      return partition;
    };
  };

  private async discard(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    this.producer = undefined;
    await producer?.disconnect().catch(() => undefined);
  }
}

/** Splits by size, keeping the order; a record too large for any request goes alone and is refused by the broker. */
const requestsOf = (records: readonly LogRecord[]): Message[][] => {
  const requests: Message[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const { key, headers, value } of records) {
    const size = sizeOf({ key, headers, value });
    if (bytes + size > REQUEST_BYTES_MAX) {
      requests.push([]);
      bytes = 0;
    }
    bytes += size;
    requests.at(-1)?.push({ key, headers: { ...headers }, value });
  }
  return requests;
};

const sizeOf = ({ key, headers, value }: LogRecord): number =>
  Object.entries(headers).reduce(
    (sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(text),
    Buffer.byteLength(key) + Buffer.byteLength(value) + RECORD_OVERHEAD_BYTES,
  );
