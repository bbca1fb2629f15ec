import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../testing/test-database.js';
import { keyRingContract } from './key-ring.contract.js';
import { PostgresKeyRing } from './postgres-key-ring.js';

const deploymentOn = (database: TestDatabase, master = randomBytes(32)) => {
  const open: PostgresKeyRing[] = [];
  return {
    async ring(masterKey = master) {
      const ring = await PostgresKeyRing.open({ url: database.url, masterKey });
      open.push(ring);
      return ring;
    },
    async close() {
      await Promise.all(open.map((ring) => ring.close()));
      await database.drop();
    },
  };
};

keyRingContract('PostgreSQL', async () => deploymentOn(await testDatabase()));

describe('the key ring at rest', () => {
  let database: TestDatabase;
  let deployment: ReturnType<typeof deploymentOn>;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    deployment = deploymentOn(database);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await deployment.close();
  });

  it('is made once by processes that start together', async () => {
    await Promise.all(Array.from({ length: 5 }, () => deployment.ring()));
    const { rows } = await client.query(
      "select tablename from pg_tables where schemaname = 'okuru_key_ring' order by tablename",
    );
    expect(rows).toEqual([{ tablename: 'erasure' }, { tablename: 'person_key' }]);
  });

  it('holds no usable key, and none at all of an erased person', async () => {
    const ring = await deployment.ring();
    await ring.keysFor(['gone', 'stays']);
    const { rows } = await client.query<{ wrapped: Buffer }>(
      "select wrapped from okuru_key_ring.person_key where subject in ('gone', 'stays')",
    );
    // iv, tag and 32 encrypted bytes.
    expect(rows.map(({ wrapped }) => wrapped.length)).toEqual([60, 60]);
    await ring.erase('gone');
    const left = await client.query('select subject from okuru_key_ring.person_key');
    expect(left.rows).toEqual([{ subject: 'stays' }]);
  });
});
