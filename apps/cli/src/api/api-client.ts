import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Parsed JSON, or the text when it is none. */
  readonly body: unknown;
}

export interface Call {
  readonly json?: unknown;
  /** Text, or the bytes of a file in whatever encoding. */
  readonly csv?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Drops the connection when the answer begins, as a bad network would: the work is done, the caller never hears of it. */
  readonly loseAnswer?: boolean;
}

/** The answer did not arrive; whether the work was done is unknown. */
export class AnswerLost extends Error {}

export interface Patience {
  /** How long a caller goes on asking while a service is down. */
  readonly patienceMs: number;
  /** Wait between two tries. */
  readonly retryPauseMs: number;
  /** A connection that says nothing for this long is given up. */
  readonly answerWithinMs: number;
}

const PATIENCE: Patience = { patienceMs: 120_000, retryPauseMs: 150, answerWithinMs: 60_000 };

/** Talks to one Okuru service over keep-alive connections with one API key. */
export class ApiClient {
  private readonly agent: Agent;

  constructor(
    private readonly baseUrl: string,
    private readonly key: string,
    socketsMax = 32,
    private readonly patience: Patience = PATIENCE,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: socketsMax });
  }

  /** Sends the call once. Throws AnswerLost when no whole answer arrives. */
  send(method: string, path: string, call: Call = {}): Promise<Answer> {
    const payload = call.csv ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    const headers: Record<string, string> = {
      authorization: `Bearer ${this.key}`,
      accept: 'application/json',
      ...call.headers,
    };
    if (payload !== undefined) {
      headers['content-type'] = call.csv === undefined ? 'application/json' : 'text/csv';
      headers['content-length'] = String(Buffer.byteLength(payload));
    }
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.baseUrl),
        { method, headers, agent: this.agent },
        (incoming) => {
          if (call.loseAnswer) {
            incoming.destroy();
            reject(new AnswerLost(`${method} ${path}: the answer was dropped on purpose`));
            return;
          }
          const parts: Buffer[] = [];
          incoming.on('data', (part: Buffer) => parts.push(part));
          incoming.on('error', (error) => reject(new AnswerLost(error.message)));
          incoming.on('end', () => {
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: parsed(Buffer.concat(parts).toString('utf8')),
            });
          });
        },
      );
      outgoing.setTimeout(this.patience.answerWithinMs, () =>
        outgoing.destroy(new Error('no answer in time')),
      );
      outgoing.on('error', (error) => reject(new AnswerLost(`${method} ${path}: ${error.message}`)));
      outgoing.end(payload);
    });
  }

  /** Sends until an answer arrives that does not ask for patience: safe because every write carries its own key or opId. */
  async insist(method: string, path: string, call: Call = {}): Promise<Answer> {
    const { patienceMs, retryPauseMs } = this.patience;
    const deadline = Date.now() + patienceMs;
    let next = call;
    // bound: patienceMs
    for (;;) {
      try {
        const answer = await this.send(method, path, next);
        if (!asksForPatience(answer) || Date.now() > deadline) return answer;
      } catch (error) {
        if (!(error instanceof AnswerLost) || Date.now() > deadline) throw error;
      }
      next = { ...call, loseAnswer: false };
      await wait(retryPauseMs);
    }
  }

  /** Insists and throws unless the status is one of those expected. */
  async must(statuses: readonly number[], method: string, path: string, call: Call = {}): Promise<Answer> {
    const answer = await this.insist(method, path, call);
    if (!statuses.includes(answer.status)) {
      throw new Error(
        `${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 600)}`,
      );
    }
    return answer;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Busy, down, or the first try of the same key is still under way. */
const asksForPatience = ({ status, body }: Answer): boolean =>
  [429, 502, 503].includes(status) ||
  (status === 409 && (body as { code?: unknown } | null)?.code === 'idempotency-key-in-flight');

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
