import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface HttpReferences {
  /** Reads the body and answers. */
  readonly raw: string;
  /** Answers after one insert per request. */
  readonly insert: string;
  readonly pid: number;
  close(): void;
}

export const startHttpReferences = (databaseUrl: string): Promise<HttpReferences> =>
  new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('./http-server.js', import.meta.url)), {
      env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
      execArgv: [],
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the HTTP references ended with ${code}`)));
    child.once('message', (urls: { raw: string; insert: string }) =>
      resolve({ ...urls, pid: child.pid!, close: () => child.disconnect() }),
    );
  });
