import type { Socket } from 'node:net';
import pg, { type ClientConfig } from 'pg';

/** pg says it in words only. The query stays in the client's hands and whatever is asked next waits behind it. */
const READ_TIMEOUT = 'Query read timeout';

const GOODBYE_MS_MAX = 2_000;

/**
 * How long a pool keeps a connection that nobody uses. With `pg`'s own ten seconds every pause between orders costs all of
 * them: a new one signs in, reads the catalogue and plans each statement anew.
 */
export const CONNECTION_IDLE_MS_MAX = 300_000;

/**
 * The client of every pool.
 * - A session that the server ends says so as an `error` event, and without a listener that ends our process. The pool
 *   listens while the client is idle and whoever borrowed it while it queries; in between, and when the goodbye comes in one
 *   piece with the greeting, nobody does. The next query fails and is dealt with.
 * - A connection whose other end is gone without a word is ended when an answer did not come in time: given back to the pool
 *   as it is, it would let one caller after the other wait as long.
 * - Nor does such a connection answer our goodbye, for which the end of the pool, and of the process, would wait.
 */
export class EnduringClient extends pg.Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }

  /** Of all the ways to ask, only the one with a promise needs help: a pool drops the client of a callback that failed. */
  override query(...given: never[]): never {
    const answer: unknown = (super.query as (...all: unknown[]) => unknown).apply(this, given);
    if (answer instanceof Promise) answer.catch((fault: unknown) => this.endIfSilent(fault));
    return answer as never;
  }

  override end(...given: never[]): never {
    const { stream } = (this as unknown as { readonly connection: { readonly stream: Socket } }).connection;
    const late = setTimeout(() => stream.destroy(), GOODBYE_MS_MAX);
    late.unref();
    stream.once('close', () => clearTimeout(late));
    return (super.end as (...all: unknown[]) => unknown).apply(this, given) as never;
  }

  private endIfSilent(fault: unknown): void {
    if (fault instanceof Error && fault.message === READ_TIMEOUT) void super.end().catch(() => undefined);
  }
}
