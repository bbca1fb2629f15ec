import pg from 'pg';
import { testDatabase } from './test-database.js';

describe('testDatabase', () => {
  it('gives a fresh database each call and removes it', async () => {
    const [one, two] = [await testDatabase(), await testDatabase()];
    try {
      expect(one.url).not.toBe(two.url);
      const client = new pg.Client({ connectionString: one.url });
      await client.connect();
      await client.query('create table only_here (id int)');
      await client.end();
      const other = new pg.Client({ connectionString: two.url });
      await other.connect();
      const found = await other.query("select to_regclass('only_here') as found");
      expect(found.rows).toEqual([{ found: null }]);
      await other.end();
    } finally {
      await one.drop();
      await two.drop();
    }
    const gone = new pg.Client({ connectionString: one.url });
    await expect(gone.connect()).rejects.toThrow();
  });
});
