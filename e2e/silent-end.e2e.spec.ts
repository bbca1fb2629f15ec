import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '@okuru/platform/testing';
import { TcpProxy } from '../apps/cli/src/chaos/proxy/tcp-proxy.js';
import { ShopProcess } from '../apps/cli/src/demo/shop-processes.js';

/** Stops are timed by `ShopProcess`: who does not end in the time a deployment gives is killed. */
describe('a service that is told to end while its database is silent', () => {
  let database: TestDatabase;
  let way: TcpProxy;
  let folder: string;

  beforeEach(async () => {
    database = await testDatabase();
    way = await TcpProxy.open(Number(new URL(database.url).port));
    folder = await mkdtemp(join(tmpdir(), 'okuru-silent-end-'));
  });
  afterEach(async () => {
    await way.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['order', 'notification'] as const)(
    '%s ends by itself and says what it leaves',
    async (name) => {
      const url = new URL(database.url);
      url.hostname = '127.0.0.1';
      url.port = String(way.port);
      const service = new ShopProcess(
        name,
        { DATABASE_URL: url.href, OKURU_MASTER_KEY: randomBytes(32).toString('base64'), LOG_LEVEL: 'warn' },
        folder,
      );
      try {
        await service.start();
        way.setWeather({ kind: 'silent' });
        expect(await service.stop()).toEqual({ code: 0, signal: null });
        expect(way.figures.swallowed).toBeGreaterThan(0);
        expect(await readFile(join(folder, `${name}.log`), 'utf8')).toContain(
          'ends without having left its stores',
        );
      } finally {
        await service.kill();
      }
    },
    120_000,
  );
});
