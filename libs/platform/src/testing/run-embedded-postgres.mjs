/**
 * A process of its own with an embedded PostgreSQL, for tests that kill it or run it as another user or in another place.
 * node run-embedded-postgres.mjs <file url of embedded-postgres.ts> <data dir>; prints one JSON line, stops on end of input.
 */
import { register } from 'node:module';

register('./typescript-loader.mjs', import.meta.url);
const [module, dir] = process.argv.slice(2);
const { embeddedPostgres } = await import(module);
try {
  const postgres = await embeddedPostgres({ dir });
  process.stdout.write(`${JSON.stringify({ url: postgres.url, dataDir: postgres.dataDir })}\n`);
  process.stdin.resume().on('end', () => void postgres.stop());
} catch (fault) {
  process.stdout.write(`${JSON.stringify({ fault: String(fault) })}\n`);
}
