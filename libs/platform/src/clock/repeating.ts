/**
 * Runs a task again and again with a pause between, never twice at once. A fault is told and the next round comes.
 * It does not keep the process alive.
 */
export class Repeating {
  private timeout: NodeJS.Timeout | undefined;
  private current: Promise<void> = Promise.resolve();
  private running = false;

  constructor(
    private readonly task: () => Promise<unknown>,
    private readonly pauseMs: number,
    private readonly onFault: (fault: unknown) => void,
  ) {}

  start(): void {
    if (this.running) return;
    this.running = true;
    this.next();
  }

  /** Resolves when the round under way has ended. */
  async stop(): Promise<void> {
    this.running = false;
    clearTimeout(this.timeout);
    await this.current;
  }

  private next(): void {
    this.timeout = setTimeout(() => {
      this.current = this.round();
    }, this.pauseMs);
    this.timeout.unref();
  }

  private async round(): Promise<void> {
    try {
      await this.task();
    } catch (fault) {
      this.onFault(fault);
    } finally {
      if (this.running) this.next();
    }
  }
}
