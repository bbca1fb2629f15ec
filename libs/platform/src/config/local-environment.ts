import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { embeddedPostgres, runningPostgres } from '../database/embedded-postgres.js';
import { readConfig } from './read-config.js';

type Env = Readonly<Record<string, string | undefined>>;

export interface LocalEnvironment {
  /** The given environment, completed. */
  readonly env: Env;
  /** Stops the database when one was started. */
  stop(): Promise<void>;
}

/**
 * Completes the environment of a trial with what it lacks, kept in `dir`: a PostgreSQL and a sealing key of its own.
 * Production gets nothing: it must name both. A tool that looks after a shop works beside it: it takes the PostgreSQL
 * that the running shop started.
 */
export const localEnvironment = async (
  env: Env,
  dir = '.okuru',
  { besideRunning = false }: { readonly besideRunning?: boolean } = {},
): Promise<LocalEnvironment> => {
  const home = resolve(dir);
  const unchanged = { env, stop: () => Promise.resolve() };
  if (env.NODE_ENV === 'production') return unchanged;
  const withKey = env.OKURU_MASTER_KEY ? env : { ...env, OKURU_MASTER_KEY: await ownMasterKey(home) };
  readConfig(withKey); // faults are told before anything is started
  if (env.DATABASE_URL) return { ...unchanged, env: withKey };
  const running = besideRunning ? await runningPostgres(join(home, 'postgres')) : undefined;
  if (running !== undefined) return { ...unchanged, env: { ...withKey, DATABASE_URL: running } };
  const postgres = await embeddedPostgres({ dir: join(home, 'postgres') });
  return { env: { ...withKey, DATABASE_URL: postgres.url }, stop: () => postgres.stop() };
};

/** Made once: what was sealed with it must stay readable after a restart. */
const ownMasterKey = async (home: string): Promise<string> => {
  await mkdir(home, { recursive: true });
  const path = join(home, 'master-key');
  await writeFile(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' }).catch(
    (fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'EEXIST') throw fault;
    },
  );
  return (await readFile(path, 'utf8')).trim();
};
