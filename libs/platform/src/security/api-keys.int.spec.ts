import pg from 'pg';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { until } from '../testing/until.js';
import { ApiKeys } from './api-keys.js';
import { ensureFirstKeys } from './first-keys.js';

let database: TestDatabase;
let apiKeys: ApiKeys;
beforeEach(async () => {
  database = await testDatabase();
  apiKeys = new ApiKeys(database.url);
  await apiKeys.prepare();
});
afterEach(async () => {
  await apiKeys.close();
  await database.drop();
});

const rows = async (): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows: found } = await client.query('select * from okuru_access.api_key order by created_at');
  await client.end();
  return found;
};

/** As soon as these ask again: verified-callers.spec.ts holds how soon that is. */
const untilRefused = (keys: ApiKeys, key: string): Promise<void> =>
  until(async () => (await keys.verify(key)) === null);

describe('ApiKeys', () => {
  it('verifies what it issued and nothing else', async () => {
    const { id, key } = await apiKeys.issue({ role: 'storefront', channel: 'tea-shop', label: 'tea shop' });
    expect(await apiKeys.verify(key)).toEqual({
      keyId: id,
      role: 'storefront',
      channel: 'tea-shop',
      label: 'tea shop',
    });
    const other = (await apiKeys.issue({ role: 'ops', label: 'desk' })).key;
    expect(await apiKeys.verify(other)).toMatchObject({ role: 'ops', channel: null });
    for (const wrong of [
      '',
      'ok_',
      key.slice(0, -1),
      key.toLowerCase(),
      `${key}x`,
      `${key.slice(0, 46)}_000000`,
    ])
      expect(await apiKeys.verify(wrong)).toBeNull();
  });

  it('keeps nothing that opens a door: a dump holds hashes only', async () => {
    const { key } = await apiKeys.issue({ role: 'admin', label: 'root' });
    const dump = (await rows())
      .map((row) => JSON.stringify({ ...row, hash: (row.hash as Buffer).toString('latin1') }))
      .join('\n');
    for (const part of [key, key.slice(3, 46), key.slice(3, 24)]) expect(dump).not.toContain(part);
    const hash = (await rows())[0]?.hash as Buffer;
    for (const guess of [
      hash.toString('hex'),
      hash.toString('base64'),
      `ok_${hash.toString('hex').slice(0, 43)}_000000`,
    ])
      expect(await apiKeys.verify(guess)).toBeNull();
  });

  it('refuses an expired key', async () => {
    const { key } = await apiKeys.issue({
      role: 'ops',
      label: 'short',
      expiresAt: new Date(Date.now() + 2_000),
    });
    expect(await apiKeys.verify(key)).not.toBeNull();
    await untilRefused(apiKeys, key);
  });

  it('refuses a revoked key at once here, and in another process once that asks again', async () => {
    const { id, key } = await apiKeys.issue({ role: 'ops', label: 'gone' });
    const elsewhere = new ApiKeys(database.url);
    expect(await elsewhere.verify(key)).not.toBeNull();
    await apiKeys.verify(key);
    await apiKeys.revoke(id);
    expect(await apiKeys.verify(key)).toBeNull();
    await untilRefused(elsewhere, key);
    await elsewhere.close();
  });

  it('keeps the last live admin key', async () => {
    const first = await apiKeys.issue({ role: 'admin', label: 'first' });
    await apiKeys.issue({ role: 'admin', label: 'expired', expiresAt: new Date(Date.now() - 1_000) });
    await expect(apiKeys.revoke(first.id)).rejects.toMatchObject({ code: 'last-admin-key' });
    const second = await apiKeys.issue({ role: 'admin', label: 'second' });
    const outcomes = await Promise.allSettled([apiKeys.revoke(first.id), apiKeys.revoke(second.id)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(apiKeys.revoke('01990000-0000-7000-8000-000000000000')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('notes the last use when it closes, and not with each request', async () => {
    const { key } = await apiKeys.issue({ role: 'ops', label: 'used' });
    await apiKeys.verify(key);
    expect((await rows())[0]?.last_used_at).toBeNull();
    await apiKeys.close();
    expect((await rows())[0]?.last_used_at).toBeInstanceOf(Date);
    apiKeys = new ApiKeys(database.url);
  });

  it('can be prepared by several processes at once, again and again', async () => {
    const others = Array.from({ length: 4 }, () => new ApiKeys(database.url));
    await Promise.all([...others, apiKeys].map((keys) => keys.prepare()));
    const made = await Promise.all(others.map((keys) => ensureFirstKeys(keys, { production: false })));
    expect(made.map(({ length }) => length).sort()).toEqual([0, 0, 0, 4]);
    await Promise.all(others.map((keys) => keys.close()));
  });

  it('makes first keys once: one per role for a trial, an admin key alone in production', async () => {
    const first = await ensureFirstKeys(apiKeys, { production: false });
    expect(first.map(({ role }) => role)).toEqual(['storefront', 'warehouse', 'ops', 'admin']);
    for (const { key, role } of first) expect((await apiKeys.verify(key))?.role).toBe(role);
    expect(await ensureFirstKeys(apiKeys, { production: false })).toEqual([]);
    const fresh = await testDatabase();
    const inProduction = new ApiKeys(fresh.url);
    await inProduction.prepare();
    expect((await ensureFirstKeys(inProduction, { production: true })).map(({ role }) => role)).toEqual([
      'admin',
    ]);
    await inProduction.close();
    await fresh.drop();
  });
});
