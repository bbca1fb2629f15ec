import pg from 'pg';

/**
 * A pool for a test's own database. `end()` resolves before its connections are closed, and dropping the database cuts
 * them: without a listener that would fail whichever case runs next.
 */
export const aPool = (url: string, options: pg.PoolConfig = {}): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, ...options });
  pool.on('error', () => undefined);
  return pool;
};
