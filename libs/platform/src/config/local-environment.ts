import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { embeddedPostgres, runningPostgres } from '../database/embedded-postgres.js';
import {
  createRoles,
  DATABASE_OWNERS,
  databaseVariableOf,
  roleEnvironment,
  roleUrls,
} from '../database/roles/index.js';
import { readConfig } from './read-config.js';

type Env = Readonly<Record<string, string | undefined>>;

export interface LocalEnvironment {
  /** The given environment, completed. */
  readonly env: Env;
  /** Stops the database when one was started. */
  stop(): Promise<void>;
}

/**
 * Completes the environment of a trial with what it lacks, kept in `dir`: a PostgreSQL, with a role for each service, and a
 * sealing key of its own.
 * Production gets nothing: it must name both. A tool that looks after a shop works beside it: it takes the PostgreSQL
 * that the running shop started, as its administrator.
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
  if (env.DATABASE_URL || DATABASE_OWNERS.some((owner) => env[databaseVariableOf(owner)]))
    return { ...unchanged, env: withKey };
  const running = besideRunning ? await runningPostgres(join(home, 'postgres')) : undefined;
  if (running !== undefined) return { ...unchanged, env: { ...withKey, DATABASE_URL: running } };
  const postgres = await embeddedPostgres({ dir: join(home, 'postgres') });
  try {
    return { env: { ...withKey, ...(await ownRoles(postgres.url, env)) }, stop: () => postgres.stop() };
  } catch (fault) {
    await postgres.stop();
    throw fault;
  }
};

/** Nobody else comes to this database, so the roles get new passwords with each start, and none is kept anywhere. */
const ownRoles = async (adminUrl: string, given: Env): Promise<Env> => {
  const urls = roleUrls(adminUrl);
  await createRoles(adminUrl, urls);
  return Object.fromEntries(
    Object.entries(roleEnvironment(urls)).map(([variable, url]) => [variable, given[variable] || url]),
  );
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
