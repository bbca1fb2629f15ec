/** Starts one PostgreSQL for the whole test run, unless OKURU_TEST_DATABASE_URL names one. */
import { register } from 'node:module';

export default async function setup() {
  if (process.env.OKURU_TEST_DATABASE_URL) return;
  register('./typescript-loader.mjs', import.meta.url);
  const { startTestServer } = await import('./test-database.ts');
  globalThis.okuruTestServer = await startTestServer();
  process.env.OKURU_TEST_DATABASE_URL = globalThis.okuruTestServer.url;
}
