import { isError } from '../telemetry/is-error.js';
import { CommitOutcomeUnknownError, TryAgainError } from './transient.js';

/** Why work was, or is to be, done again. */
type RetryClass =
  'deadlock' | 'serialisation' | 'too-late' | 'full' | 'commit-unknown' | 'helper-away' | 'out-of-reach';

const CAUSES_MAX = 5;
const CLASSES: readonly (readonly [RegExp, RetryClass])[] = [
  [/^40P01$/, 'deadlock'],
  [/^40001$/, 'serialisation'],
  [/^(55P03|57014|25P03|57P05)$/, 'too-late'],
  [/^53/, 'full'],
];

/** Of a transient fault; what is none of the named classes is a server, or a way to it, that is gone for the moment. */
export const retryClassOf = (fault: unknown): RetryClass => {
  let current = fault;
  for (let depth = 0; depth < CAUSES_MAX && isError(current); depth += 1) {
    if (current instanceof CommitOutcomeUnknownError) return 'commit-unknown';
    if (current instanceof TryAgainError) return 'helper-away';
    const { code, driverError } = current as Error & { code?: unknown; driverError?: unknown };
    const found = CLASSES.find(([pattern]) => typeof code === 'string' && pattern.test(code));
    if (found) return found[1];
    current = driverError ?? current.cause;
  }
  return 'out-of-reach';
};

/** Counts, since the start of the process, how often a service's transactions met a transient fault. */
export class Retries {
  /** bound: the classes there are. */
  private readonly times = new Map<RetryClass, number>();

  note(fault: unknown): void {
    const name = retryClassOf(fault);
    this.times.set(name, (this.times.get(name) ?? 0) + 1);
  }

  all(): readonly (readonly [RetryClass, number])[] {
    return [...this.times];
  }
}
