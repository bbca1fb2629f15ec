/** Stops what jest-global-setup started; its data directory goes with it. Another server gets rid of what the run made. */
export default async function teardown() {
  if (globalThis.okuruTestServer) return globalThis.okuruTestServer.stop();
  const { dropTemplates } = await import('./test-database.ts');
  await dropTemplates(process.env.OKURU_TEST_DATABASE_URL, process.env.OKURU_TEST_RUN);
}
