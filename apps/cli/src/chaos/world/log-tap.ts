import { SERVICES, topicOf } from '@okuru/contracts';
import { type EventLog, KafkaEventLog, type LogRecord, PostgresEventLog } from '@okuru/platform';

/** Where the tap finds the log. */
export type LogPlace = { readonly brokers: string } | { readonly databaseUrl: string };

const KEPT_PER_TOPIC_MAX = 400;
const BATCH_SIZE_MAX = 500;
/** Each waits as long as a Kafka client does. */
const APPENDS_MAX = 3;

/** The rig's own ear at the log, a group of its own: it remembers what was said last and can say it again. */
export class LogTap {
  private readonly kept = new Map<string, LogRecord[]>();
  /** Highest version heard per topic and key, and versions that came behind a higher one for the first time. */
  private readonly versions = new Map<string, number>();
  private readonly known = new Set<string>();
  readonly regressions: string[] = [];

  private constructor(private readonly log: EventLog) {}

  /** The services must have made their topics. */
  static async open(place: LogPlace): Promise<LogTap> {
    const tap = new LogTap(await openLog(place));
    await tap.log.subscribe({
      group: 'okuru-rig',
      topics: SERVICES.map(topicOf),
      startFrom: 'beginning',
      batchSizeMax: BATCH_SIZE_MAX,
      onBatch: ({ topic, records }) => {
        for (const record of records) tap.hear(topic, record);
        return Promise.resolve();
      },
    });
    return tap;
  }

  /** How many records of the shop were heard so far. */
  get heardCount(): number {
    return this.known.size;
  }

  /** The last records of a topic, the newest last. */
  recent(topic: string): readonly LogRecord[] {
    return this.kept.get(topic) ?? [];
  }

  /** Asked again: what a silent broker swallowed is the rig's own request as well. */
  async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    // bound: APPENDS_MAX
    for (let asked = 1; ; asked += 1) {
      try {
        return await this.log.append(topic, records);
      } catch (fault) {
        if (asked === APPENDS_MAX) throw fault;
      }
    }
  }

  async close(): Promise<void> {
    await this.log.close();
  }

  private hear(topic: string, record: LogRecord): void {
    const id = record.headers['ce_id'] ?? '';
    if (this.known.has(`${topic}/${id}`) || record.headers['ce_rig'] !== undefined) return;
    this.known.add(`${topic}/${id}`);
    const list = this.kept.get(topic) ?? [];
    this.kept.set(topic, [...list, record].slice(-KEPT_PER_TOPIC_MAX));
    const [place, version] = [`${topic} ${record.key}`, Number(record.headers['ce_aggversion'])];
    const highest = this.versions.get(place) ?? 0;
    if (version < highest) this.regressions.push(`${place}: version ${version} after ${highest}`);
    else this.versions.set(place, version);
  }
}

const openLog = async (place: LogPlace): Promise<EventLog> => {
  if ('brokers' in place)
    return new KafkaEventLog({ brokers: place.brokers.split(','), clientId: 'okuru-rig' });
  const log = new PostgresEventLog({ database: place.databaseUrl, onFault: () => undefined });
  await log.install();
  return log;
};
