import type { BreakerPolicy } from './failure-policy.js';

const MINUTE_MS = 60_000;

/**
 * Stops a partition from turning event after event into a dead letter when the fault is ours. After the pause a
 * single event is tried: success closes the breaker, failure (one more dead letter at most) pauses again.
 */
export class Breaker {
  /** Of the last events, true where one failed. */
  private window: boolean[] = [];
  private failedAt: number[] = [];
  private openedAt: number | undefined;

  constructor(
    private readonly policy: BreakerPolicy,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get state(): 'closed' | 'open' | 'half-open' {
    if (this.openedAt === undefined) return 'closed';
    return this.now() - this.openedAt < this.policy.pauseMs ? 'open' : 'half-open';
  }

  note({ handled, failed }: { readonly handled: number; readonly failed: number }): void {
    if (handled + failed === 0) return;
    if (this.openedAt !== undefined) {
      if (failed > 0) this.openedAt = this.now();
      else this.close();
      return;
    }
    const { windowEvents, failuresPerMinuteMax, failureShareMax } = this.policy;
    const since = this.now() - MINUTE_MS;
    const oneMore = failuresPerMinuteMax + 1;
    this.window = [
      ...this.window,
      ...repeat(false, Math.min(handled, windowEvents)),
      ...repeat(true, Math.min(failed, windowEvents)),
    ].slice(-windowEvents);
    this.failedAt = [...this.failedAt, ...repeat(this.now(), Math.min(failed, oneMore))]
      .filter((at) => at > since)
      .slice(-oneMore);
    const share = this.window.filter(Boolean).length / this.window.length;
    if (this.failedAt.length > failuresPerMinuteMax && share > failureShareMax) this.openedAt = this.now();
  }

  private close(): void {
    this.openedAt = undefined;
    this.window = [];
    this.failedAt = [];
  }
}

const repeat = <T>(value: T, times: number): T[] => new Array<T>(times).fill(value);
