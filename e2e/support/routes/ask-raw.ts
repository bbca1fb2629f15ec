import { Agent, request } from 'node:http';

/** What one request was answered. */
export interface RawAnswer {
  readonly status: number;
  readonly text: string;
}

export interface RawRequest {
  readonly key?: string | undefined;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Ask = (verb: string, target: string, more?: RawRequest) => Promise<RawAnswer>;

const CONNECTIONS_MAX = 8;
const WITH_BODY = ['POST', 'PUT', 'PATCH'];

/** Sends the address exactly as it is written; `fetch` would tidy it up first. */
export const askerOf = (url: string): { readonly ask: Ask; close(): void } => {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS_MAX });
  const ask: Ask = (verb, target, { key, body = {}, headers = {} } = {}) =>
    new Promise((resolve, reject) => {
      const text = WITH_BODY.includes(verb) ? JSON.stringify(body) : undefined;
      const sent = request(
        {
          hostname,
          port,
          agent,
          method: verb,
          path: target,
          headers: {
            ...(key ? { authorization: `Bearer ${key}` } : {}),
            ...(text === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
          );
          answer.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  return { ask, close: () => agent.destroy() };
};
