import { Bell } from './bell.js';
import type { GroupStore } from './group-store.js';
import type { HeldPartitions } from './held-partitions.js';
import { backoffMs, type Pace } from './pace.js';

/** Reads on for every held partition that waits for records: often while they come, seldom while they do not. */
export class Reader {
  private readonly bell = new Bell();
  private turnedAt = performance.now();
  private reading = true;

  constructor(
    private readonly store: GroupStore,
    private readonly held: HeldPartitions,
    private readonly batchSizeMax: number,
    private readonly pace: Pace,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  /** Records may have come, or a partition may be free to read: look now. */
  wake(): void {
    this.bell.ring();
  }

  msSinceTurn(): number {
    return performance.now() - this.turnedAt;
  }

  async run(): Promise<void> {
    let waitMs = this.pace.pollBusyMs;
    let failures = 0;
    while (this.reading) {
      try {
        const found = await this.turn();
        failures = 0;
        waitMs = found ? this.pace.pollBusyMs : Math.min(waitMs * 2, this.pace.pollIdleMs);
      } catch (fault) {
        failures += 1;
        waitMs = backoffMs(this.pace, failures);
        this.onFault(fault);
      }
      if (this.reading) await this.bell.wait(Math.min(waitMs, this.msUntilRested()));
    }
  }

  stop(): void {
    this.reading = false;
    this.bell.ring();
  }

  /** One question for all partitions that can take a batch; answers whether there was any. */
  private async turn(): Promise<boolean> {
    const now = performance.now();
    this.turnedAt = now;
    const waiting = this.held.all().filter((partition) => partition.canRead(now));
    if (waiting.length === 0) return false;
    const slices = await this.store.read(
      waiting.map((partition) => partition.ask(now)),
      this.batchSizeMax,
    );
    for (const slice of slices) {
      const partition = this.held.at(slice);
      if (this.reading && partition && waiting.includes(partition) && partition.canRead(now))
        partition.start(slice);
    }
    return slices.length > 0;
  }

  private msUntilRested(): number {
    const now = performance.now();
    const rests = this.held.all().map((partition) => partition.msUntilRested(now));
    return Math.min(this.pace.pollIdleMs, ...rests.filter((ms) => ms > 0));
  }
}
