import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A server without a product, a process of its own. */
export interface HttpReference {
  /** Answers as soon as the body is read. */
  readonly without: string;
  /** Answers after one insert per request. */
  readonly insert: string;
  readonly pid: number;
  close(): void;
}

const SERVERS = {
  /** `node:http` alone. */
  http: new URL('./http-server.js', import.meta.url),
  /** NestJS on Fastify, which validates the body. */
  nest: new URL('./nest-server.js', import.meta.url),
};

export const startHttpReference = (
  server: keyof typeof SERVERS,
  databaseUrl: string,
): Promise<HttpReference> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(SERVERS[server]), {
      env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
      execArgv: [],
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the reference ${server} ended with ${code}`)));
    child.once('message', (urls: { without: string; insert: string }) =>
      resolve({ ...urls, pid: child.pid!, close: () => child.disconnect() }),
    );
  });
