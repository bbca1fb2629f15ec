/** Exit codes a shell expects of what a signal ended. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof EXIT_CODES;

/** Somebody asked the run to end. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(signal: Signal) {
    super(`interrupted (${signal})`);
    this.exitCode = EXIT_CODES[signal];
  }
}

/** Listens for the signals that end a run; the second one of a kind ends the process at once, as without us. */
export class Interruption {
  private fault: Interrupted | undefined;
  private tell: (fault: Interrupted) => void = () => undefined;
  private readonly told = new Promise<never>((_, reject) => (this.tell = reject));
  private readonly listeners = (Object.keys(EXIT_CODES) as Signal[]).map((signal) => ({
    signal,
    listener: () => {
      this.fault ??= new Interrupted(signal);
      this.tell(this.fault);
    },
  }));

  constructor() {
    this.told.catch(() => undefined);
    for (const { signal, listener } of this.listeners) process.once(signal, listener);
  }

  get happened(): boolean {
    return this.fault !== undefined;
  }

  /** Throws Interrupted when a signal came. */
  check(): void {
    if (this.fault) throw this.fault;
  }

  /** The work's answer, or Interrupted as soon as a signal comes; the work itself is then left to fail unheard. */
  orElse<T>(work: Promise<T>): Promise<T> {
    return Promise.race([this.told, work]);
  }

  stopListening(): void {
    for (const { signal, listener } of this.listeners) process.removeListener(signal, listener);
  }
}
