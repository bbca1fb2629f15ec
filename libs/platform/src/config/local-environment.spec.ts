import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { localEnvironment } from './local-environment.js';
import { readConfig } from './read-config.js';

describe('localEnvironment', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'okuru-local-spec-'));
    chmodSync(dir, 0o755); // PostgreSQL's own user may enter, so that all data stays in it
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('brings a database and a lasting sealing key along', async () => {
    const first = await localEnvironment({}, dir);
    const config = readConfig(first.env);
    const client = new pg.Client({ connectionString: config.databaseUrl('order') });
    await client.connect();
    await client.end();
    await first.stop();
    const second = await localEnvironment({ DATABASE_URL: 'postgres://db/x' }, dir);
    expect(readConfig(second.env).masterKey).toEqual(config.masterKey);
    expect(statSync(join(dir, 'master-key')).mode & 0o777).toBe(0o600);
  });

  it('gives production nothing', async () => {
    const env = { NODE_ENV: 'production' };
    expect((await localEnvironment(env, dir)).env).toBe(env);
  });

  it('tells faults before it starts anything', async () => {
    await expect(localEnvironment({ PORT: 'x' }, dir)).rejects.toThrow('PORT');
    expect(() => statSync(join(dir, 'postgres'))).toThrow();
  });
});
