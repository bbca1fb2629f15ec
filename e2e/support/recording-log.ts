import { type LogRecord, MemoryEventLog } from '@okuru/platform';

const TOPICS = ['okuru.order', 'okuru.inventory', 'okuru.shipping', 'okuru.notification'];

/** The memory log, which also keeps every byte that travelled and knows whether everybody has heard everything. */
export class RecordingLog extends MemoryEventLog {
  readonly travelled: string[] = [];

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    this.travelled.push(...records.map((record) => JSON.stringify(record)));
    await super.append(topic, records);
  }

  /** True when the service has dealt with all there is to hear. */
  async hasHeardAll(service: string): Promise<boolean> {
    const lag = await this.lag(`okuru.${service}`, TOPICS);
    return lag.every(({ nextOffset, endOffset }) => nextOffset === endOffset);
  }
}
