import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@okuru/platform/testing';
import {
  ENDED_WITHIN_MS,
  freshDirectory,
  MAIN,
  npmStart,
  READY_WITHIN_MS,
  ROOT,
  type StartedShop,
} from './support/npm-start.js';
import { stillRunning } from './support/processes.js';

const BUILD_MS_MAX = 300_000;
const LIFE_MS_MAX = READY_WITHIN_MS + ENDED_WITHIN_MS;
const KEY = /\b(storefront|warehouse|ops|admin)\s+(ok_\S+)/g;

const keysIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(KEY)].map(([, role, key]) => [role, key]));

describe('npm start', () => {
  const home = freshDirectory();
  const elsewhere = freshDirectory();
  const started: StartedShop[] = [];
  let opsKey = '';

  beforeAll(() => {
    if (!existsSync(MAIN)) execFileSync('npx', ['tsc', '-b'], { cwd: ROOT, timeout: BUILD_MS_MAX });
  }, BUILD_MS_MAX);
  afterAll(async () => {
    started.forEach((shop) => shop.kill());
    await Promise.all(started.map(({ ended }) => ended));
    await Promise.all([home, elsewhere].map((place) => rm(place, { recursive: true, force: true })));
  });

  const start = (...given: Parameters<typeof npmStart>): StartedShop => {
    const shop = npmStart(...given);
    started.push(shop);
    return shop;
  };
  const mugsAt = async (url: string) =>
    (await fetch(`${url}/v1/stock/MUG-WHITE`, { headers: { authorization: `Bearer ${opsKey}` } })).json();

  it(
    'needs no environment: it brings database, keys and goods along and leaves no process behind',
    async () => {
      const shop = start(home);
      const url = await shop.ready;
      expect(shop.said()).toContain(`Okuru is ready at ${url}`);
      const keys = keysIn(shop.said());
      expect(Object.keys(keys).sort()).toEqual(['admin', 'ops', 'storefront', 'warehouse']);
      opsKey = keys['ops'] ?? '';
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(await mugsAt(url)).toMatchObject({ sku: 'MUG-WHITE', onHand: 100 });

      const processes = shop.processes();
      expect(processes.length).toBeGreaterThan(1);
      expect(await shop.stop()).toBe(0);
      await until(() => stillRunning(processes).length === 0);
    },
    LIFE_MS_MAX,
  );

  it(
    'started again in the same place it has its goods and knows its keys, but shows none',
    async () => {
      const shop = start(home);
      const url = await shop.ready;
      expect(shop.said()).not.toContain('ok_');
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(await mugsAt(url)).toMatchObject({ onHand: 100 });
      expect(await shop.stop()).toBe(0);
    },
    LIFE_MS_MAX,
  );

  it('is seen not to start where it needs one: production brings nothing along', async () => {
    const shop = start(elsewhere, { NODE_ENV: 'production' });
    await expect(shop.ready).rejects.toThrow('DATABASE_URL is missing');
  });

  it('says all that is wrong with its environment at once and starts nothing', async () => {
    const shop = start(elsewhere, { PORT: 'abc', KAFKA_BROKERS: 'nonsense' });
    expect(await shop.ended).toBe(1);
    expect(shop.said().trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^KAFKA_BROKERS \("nonsense"\) .*host:port/),
      expect.stringMatching(/^PORT \("abc"\) .*whole number/),
    ]);
    expect(existsSync(join(elsewhere, '.okuru', 'postgres'))).toBe(false);
  });
});
