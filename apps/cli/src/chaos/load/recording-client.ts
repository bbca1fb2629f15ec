import { type Answer, ApiClient, type Call } from '../../api/api-client.js';
import type { LedgerFile } from './ledger-file.js';

/** One request as its client saw it. */
export interface Seen {
  /** Milliseconds since the first order. */
  readonly atMs: number;
  readonly tookMs: number;
  /** 0: no whole answer came. */
  readonly status: number;
  readonly what: string;
  /** Put off with 429 or 503 and not told when to come again. */
  readonly leftInTheDark: boolean;
}

const PUTS_OFF = new Set([429, 503]);

/** A real client's timeouts: shorter than the faults, so that it meets them more than once. */
const PATIENCE = { patienceMs: 90_000, retryPauseMs: 250, answerWithinMs: 8_000 };
const SOCKETS_MAX = 32;

/** Numbers the requests of all clients of a run. */
export class Seat {
  private n = 0;
  readonly seen: Seen[] = [];
  private startedAt = performance.now();

  constructor(readonly ledger: LedgerFile) {}

  begin(): void {
    this.startedAt = performance.now();
  }

  next(): number {
    return (this.n += 1);
  }

  /** Of a time of the machine's clock. */
  msAt(time: number): number {
    return this.nowMs() - (Date.now() - time);
  }

  nowMs(): number {
    return Math.round(performance.now() - this.startedAt);
  }
}

/** Writes every write and its answer into the ledger before it goes on. */
export class RecordingClient extends ApiClient {
  private closed = false;

  constructor(
    baseUrl: string,
    key: string,
    private readonly seat: Seat,
  ) {
    super(baseUrl, key, SOCKETS_MAX, PATIENCE);
  }

  override async send(method: string, path: string, call: Call = {}): Promise<Answer> {
    const { seat } = this;
    // Not a lost answer: whoever insists must end too.
    if (this.closed) throw new Error('the run is over');
    const [n, atMs] = [seat.next(), seat.nowMs()];
    const noted = method !== 'GET';
    const at = (): string => new Date().toISOString();
    if (noted) seat.ledger.add({ kind: 'asked', n, at: at(), method, path, key: keyOf(call) });
    let status = 0;
    let leftInTheDark = false;
    try {
      const answer = await super.send(method, path, call);
      status = answer.status;
      leftInTheDark = PUTS_OFF.has(status) && answer.headers['retry-after'] === undefined;
      if (noted) seat.ledger.add({ kind: 'answered', n, at: at(), status, ...toldBy(path, answer) });
      return answer;
    } catch (fault) {
      if (noted) seat.ledger.add({ kind: 'unanswered', n, at: at() });
      throw fault;
    } finally {
      seat.seen.push({
        atMs,
        tookMs: seat.nowMs() - atMs,
        status,
        leftInTheDark,
        what: `${method} ${patternOf(path)}`,
      });
    }
  }

  override close(): void {
    this.closed = true;
    super.close();
  }
}

const keyOf = ({ headers, json }: Call): string => {
  const { opId = '' } = (json ?? {}) as { opId?: string };
  return headers?.['idempotency-key'] ?? opId;
};

const toldBy = (path: string, { body }: Answer): { orderId?: string; amendment?: number } => {
  const { orderId, amendment } = (body ?? {}) as { orderId?: unknown; amendment?: { number: number } };
  return {
    ...(typeof orderId === 'string' ? { orderId } : {}),
    ...(path.endsWith('/amendments') && amendment ? { amendment: amendment.number } : {}),
  };
};

const patternOf = (path: string): string =>
  (path.split('?')[0] ?? path).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}');
