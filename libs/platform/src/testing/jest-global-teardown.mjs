/** Stops what jest-global-setup started; its data directory goes with it. */
export default async function teardown() {
  await globalThis.okuruTestServer?.stop();
}
