import { setTimeout as wait } from 'node:timers/promises';

/** No one thing may hold up the end for longer; longer than a service's own orderly end. */
const CLOSE_WITHIN_MS = 25_000;

/** Everything the run must undo, undone once, in reverse order; what fails or hangs does not keep the rest from being undone. */
export class TidyUp {
  private readonly closers: { readonly what: string; readonly close: () => Promise<void> }[] = [];

  add(what: string, close: () => Promise<void>): void {
    this.closers.push({ what, close });
  }

  /** Answers what could not be undone, in words. */
  async run(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const { what, close } of this.closers.splice(0).reverse()) {
      const late = new AbortController();
      const bound = wait(CLOSE_WITHIN_MS, `${what}: not closed in ${CLOSE_WITHIN_MS / 1000} s`, {
        signal: late.signal,
      });
      bound.catch(() => undefined);
      const fault = await Promise.race([
        close().then(
          () => undefined,
          (error: unknown) => `${what}: ${error instanceof Error ? error.message : String(error)}`,
        ),
        bound,
      ]);
      late.abort();
      if (fault !== undefined) left.push(fault);
    }
    return left;
  }
}
