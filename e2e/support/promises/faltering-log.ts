import type { LogRecord } from '@okuru/platform';
import type { EventLog } from '@okuru/platform';

/** What one relay sees of a log that others see whole: some of its appends stop half way for longer than its lease. */
export class FalteringLog {
  falters = 0;
  private appends = 0;

  constructor(
    private readonly log: EventLog,
    private readonly options: { readonly every: number; readonly standsStillMs: number },
  ) {}

  /** The relay as an `EventLog` needs no more than this of it. */
  asLog(): EventLog {
    return Object.assign(Object.create(this.log) as EventLog, {
      append: (topic: string, records: readonly LogRecord[]) => this.append(topic, records),
    });
  }

  /** Half of the batch is in when the process freezes; when it wakes, another has its lease and it sends all the same. */
  private async append(topic: string, records: readonly LogRecord[]): Promise<void> {
    this.appends += 1;
    if (this.appends % this.options.every !== 0) return this.log.append(topic, records);
    this.falters += 1;
    await this.log.append(topic, records.slice(0, records.length >> 1));
    await new Promise((resolve) => setTimeout(resolve, this.options.standsStillMs));
    return this.log.append(topic, records);
  }
}
