import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { descendantsOf, isAlive } from './support/processes.js';

const ROOT = join(import.meta.dirname, '..');
const MAIN = join(ROOT, 'apps/standalone/dist/main.js');
const READY_WITHIN_MS = 90_000;
const ENDED_WITHIN_MS = 15_000;
const BUILD_MS_MAX = 300_000;

const KEY = /\b(storefront|warehouse|ops|admin)\s+(ok_\S+)/g;

/** The shop as `npm start` runs it, in a directory of its own and with no environment but a PATH. */
const startShop = (cwd: string, env: Record<string, string> = {}) => {
  const shop = fork(MAIN, {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    silent: true,
    execArgv: [],
  });
  let said = '';
  for (const stream of [shop.stdout, shop.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const ended = new Promise<number | null>((resolve) => shop.once('close', (code) => resolve(code)));
  return {
    said: () => said,
    ended,
    ready: within(
      READY_WITHIN_MS,
      'ready',
      () => said,
      new Promise<string>((resolve, reject) => {
        shop.once('message', (message: { ready: string }) => resolve(message.ready));
        void ended.then((code) => reject(new Error(`it ended with ${code}: ${said}`)));
      }),
    ),
    /** What it is made of: itself and every process it started. */
    processes: () => [shop.pid!, ...descendantsOf(shop.pid!)],
    stop: () => {
      shop.kill('SIGTERM');
      return within(ENDED_WITHIN_MS, 'ended', () => said, ended);
    },
    kill: () => shop.kill('SIGKILL'),
  };
};

const within = async <T>(ms: number, what: string, said: () => string, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not ${what} within ${ms} ms; it said: ${said()}`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

const keysIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(KEY)].map(([, role, key]) => [role, key]));

describe('npm start', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'okuru-start-'));

  beforeAll(() => {
    if (!existsSync(MAIN)) execFileSync('npx', ['tsc', '-b'], { cwd: ROOT, timeout: BUILD_MS_MAX });
  }, BUILD_MS_MAX);
  afterAll(() => rm(cwd, { recursive: true, force: true }));

  it(
    'needs no environment: it brings its database, keys and goods along and leaves nothing behind when it ends',
    async () => {
      const shop = startShop(cwd);
      const url = await shop.ready;
      expect(shop.said()).toContain(`Okuru is ready at ${url}`);
      const keys = keysIn(shop.said());
      expect(Object.keys(keys).sort()).toEqual(['admin', 'ops', 'storefront', 'warehouse']);

      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const mug = await fetch(`${url}/v1/stock/MUG-WHITE`, {
        headers: { authorization: `Bearer ${keys['ops'] ?? ''}` },
      });
      expect(await mug.json()).toMatchObject({ sku: 'MUG-WHITE', onHand: 100 });

      const processes = shop.processes();
      expect(processes.length).toBeGreaterThan(1);
      expect(await shop.stop()).toBe(0);
      expect(processes.filter(isAlive)).toEqual([]);
    },
    READY_WITHIN_MS + ENDED_WITHIN_MS,
  );

  it(
    'started again in the same place it keeps its goods and shows no key',
    async () => {
      const shop = startShop(cwd);
      const url = await shop.ready;
      expect(keysIn(shop.said())).toEqual({});
      expect(shop.said()).not.toContain('ok_');
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(await shop.stop()).toBe(0);
    },
    READY_WITHIN_MS + ENDED_WITHIN_MS,
  );

  it('says everything that is wrong with its environment at once and starts nothing', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'okuru-start-'));
    const shop = startShop(elsewhere, { PORT: 'abc', KAFKA_BROKERS: 'nonsense' });
    shop.ready.catch(() => undefined);
    expect(await shop.ended).toBe(1);
    const lines = shop.said().trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/PORT.*abc.*whole number/),
        expect.stringMatching(/KAFKA_BROKERS.*nonsense.*host:port/),
      ]),
    );
    expect(existsSync(join(elsewhere, '.okuru', 'postgres'))).toBe(false);
    await rm(elsewhere, { recursive: true, force: true });
  });
});
