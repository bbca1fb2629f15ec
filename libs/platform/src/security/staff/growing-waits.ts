const FREE_FAILURES = 3;
const FIRST_WAIT_MS = 5_000;
const WAIT_MS_MAX = 3_600_000;
const NAMES_MAX = 10_000;

/** How long to wait after so many failures in a row: nothing at first, then twice as long each time, up to an hour. */
export const waitMsAfter = (failures: number): number =>
  failures <= FREE_FAILURES ? 0 : Math.min(WAIT_MS_MAX, FIRST_WAIT_MS * 2 ** (failures - FREE_FAILURES - 1));

/** Failures in a row by name, in this process. */
export class GrowingWaits {
  private readonly failures = new Map<string, { count: number; until: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  msLeft(name: string): number {
    return Math.max(0, (this.failures.get(name)?.until ?? 0) - this.now());
  }

  failed(name: string): void {
    const count = (this.failures.get(name)?.count ?? 0) + 1;
    this.failures.delete(name);
    this.failures.set(name, { count, until: this.now() + waitMsAfter(count) });
    // The one that failed longest ago is forgotten first.
    for (const oldest of this.failures.keys()) {
      if (this.failures.size <= NAMES_MAX) return;
      this.failures.delete(oldest);
    }
  }

  succeeded(name: string): void {
    this.failures.delete(name);
  }
}
