import { pause } from '../../database/backoff.js';
import { Bell } from './bell.js';
import type { GroupStore } from './group-store.js';
import type { BatchEnd } from './held-partition.js';
import type { HeldPartitions } from './held-partitions.js';
import { backoffMs, type Pace } from './pace.js';

/** Somebody appends in another process when a mere poll has found records within this time. */
const ELSEWHERE_MS = 10_000;

/**
 * Reads on for every held partition that waits for records: when it is told of some, and by polling for what other
 * processes append: often while that comes, seldom while it does not.
 */
export class Reader {
  private readonly bell = new Bell();
  private turnedAt = performance.now();
  private reading = true;
  /** How often it was told of records. */
  private told = 0;
  /** False when the next turn comes of polling only. */
  private isKnown = false;
  private foundElsewhereAt = -Infinity;
  /** The last turn that found records; the next comes `gatherMs` after it at the earliest. */
  private foundAt = -Infinity;
  private readonly stopping = new AbortController();

  constructor(
    private readonly store: GroupStore,
    private readonly held: HeldPartitions,
    private readonly batchSizeMax: number,
    private readonly pace: Pace,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  /** Records may have come, or there is more to hold: look as soon as what is gathered may be read. */
  wake(): void {
    this.told += 1;
    this.look();
  }

  /**
   * A partition is free to read. It is looked at with the next turn when more is known to lie there, when somebody told of records since
   * it was asked for, or when others append without telling; else with the next poll.
   */
  batchEnded({ isBehind, told }: BatchEnd): void {
    if (isBehind || told !== this.told) this.look();
    else if (this.isFedElsewhere()) this.bell.ring();
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
        waitMs =
          found && this.isFedElsewhere() ? this.pace.pollBusyMs : Math.min(waitMs * 2, this.pace.pollIdleMs);
      } catch (fault) {
        failures += 1;
        waitMs = backoffMs(this.pace, failures);
        this.onFault(fault);
      }
      if (!this.reading) return;
      await this.gather();
      await this.bell.wait(Math.min(waitMs, this.msUntilRested()));
    }
  }

  stop(): void {
    this.reading = false;
    this.stopping.abort();
    this.bell.ring();
  }

  /** One question for all partitions that can take a batch; answers whether there was any. */
  private async turn(): Promise<boolean> {
    const now = performance.now();
    this.turnedAt = now;
    const { told, isKnown } = this;
    this.isKnown = false;
    const waiting = this.held.all().filter((partition) => partition.canRead(now));
    if (waiting.length === 0) return false;
    const slices = await this.store.read(
      waiting.map((partition) => partition.ask(now)),
      this.batchSizeMax,
    );
    for (const slice of slices) {
      const partition = this.held.at(slice);
      if (this.reading && partition && waiting.includes(partition) && partition.canRead(now))
        partition.start(slice, told);
    }
    if (slices.length > 0) this.foundAt = now;
    if (slices.length > 0 && !isKnown) this.foundElsewhereAt = now;
    return slices.length > 0;
  }

  private async gather(): Promise<void> {
    const ms = this.pace.gatherMs - (performance.now() - this.foundAt);
    if (ms > 0) await pause(ms, this.stopping.signal);
  }

  private look(): void {
    this.isKnown = true;
    this.bell.ring();
  }

  private isFedElsewhere(): boolean {
    return performance.now() - this.foundElsewhereAt < ELSEWHERE_MS;
  }

  private msUntilRested(): number {
    const now = performance.now();
    const rests = this.held.all().map((partition) => partition.msUntilRested(now));
    return Math.min(this.pace.pollIdleMs, ...rests.filter((ms) => ms > 0));
  }
}
