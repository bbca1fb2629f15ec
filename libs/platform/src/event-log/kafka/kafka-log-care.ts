import { LogCare, type TopicState } from '../log-care.js';
import { KafkaAdmin } from './kafka-admin.js';
import { settingsOf, type KafkaEventLogOptions } from './kafka-options.js';

const DAY_MS = 86_400_000;
/** An outage of a service may last as long; the inboxes remember for 30 days. */
const KEPT_DAYS_MIN = 7;
const KEPT_DAYS_MAX = 30;
const COPIES_MIN = 3;

/** Looks after the log in Kafka. Throws when the brokers do not answer. */
export class KafkaLogCare extends LogCare {
  private readonly admin: KafkaAdmin;

  constructor(
    options: KafkaEventLogOptions,
    private readonly prefix?: string,
  ) {
    super();
    this.admin = new KafkaAdmin(settingsOf(options));
  }

  async topics(topics: readonly string[]): Promise<TopicState[]> {
    const found = await this.admin.describe(topics.map((topic) => this.named(topic)));
    return found.map(({ topic, partitions, copies, settings }) => ({
      topic: this.plain(topic),
      partitions,
      copies,
      doubts: doubtsOf(copies, settings),
    }));
  }

  async used(topics: readonly string[]): Promise<string[]> {
    return (await this.admin.used(topics.map((topic) => this.named(topic)))).map((topic) =>
      this.plain(topic),
    );
  }

  async forgetGroup(group: string): Promise<void> {
    await this.admin.forgetGroup(this.named(group));
  }

  async close(): Promise<void> {
    await this.admin.close();
  }

  private named(name: string): string {
    return this.prefix === undefined ? name : `${this.prefix}.${name}`;
  }

  private plain(name: string): string {
    return this.prefix === undefined ? name : name.slice(this.prefix.length + 1);
  }
}

const doubtsOf = (copies: number, settings: ReadonlyMap<string, string>): string[] => {
  const doubts: string[] = [];
  const cleanup = settings.get('cleanup.policy') ?? 'delete';
  const keptDays = Number(settings.get('retention.ms') ?? 7 * DAY_MS) / DAY_MS;
  const confirmed = Number(settings.get('min.insync.replicas') ?? 1);
  if (cleanup !== 'delete')
    doubts.push(`cleanup.policy is ${cleanup}, so that records vanish inside: set it to delete`);
  if (keptDays >= 0 && keptDays < KEPT_DAYS_MIN)
    doubts.push(`retention.ms keeps ${keptDays.toFixed(1)} days: keep ${KEPT_DAYS_MIN}`);
  if (keptDays < 0 || keptDays > KEPT_DAYS_MAX)
    doubts.push(
      `retention.ms keeps records for longer than inboxes remember them: keep ${KEPT_DAYS_MIN} days`,
    );
  if (copies < COPIES_MIN)
    doubts.push(`${copies} copy of each record: ${COPIES_MIN} survive the loss of a broker`);
  else if (confirmed < 2) doubts.push('min.insync.replicas is 1: set it to 2');
  return doubts;
};
