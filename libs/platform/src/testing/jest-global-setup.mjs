/**
 * Starts one PostgreSQL for the whole test run, unless OKURU_TEST_DATABASE_URL names one, and names the run, whose
 * migrated databases are made once (`migrated-database.ts`).
 */
import { randomBytes } from 'node:crypto';
import { register } from 'node:module';

export default async function setup() {
  process.env.OKURU_TEST_RUN = randomBytes(4).toString('hex');
  register('./typescript-loader.mjs', import.meta.url);
  if (process.env.OKURU_TEST_DATABASE_URL) return;
  const { startTestServer } = await import('./test-database.ts');
  globalThis.okuruTestServer = await startTestServer();
  process.env.OKURU_TEST_DATABASE_URL = globalThis.okuruTestServer.url;
}
