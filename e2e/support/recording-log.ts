import { type LogRecord, MemoryEventLog } from '@okuru/platform';

/** The memory log, which also keeps every byte that travelled. */
export class RecordingLog extends MemoryEventLog {
  readonly travelled: string[] = [];

  override async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    this.travelled.push(...records.map((record) => JSON.stringify(record)));
    await super.append(topic, records);
  }
}
