import {
  ACCESS_TABLES,
  type Config,
  consumerOf,
  KEY_RING_TABLES,
  masterKeyFingerprint,
  migrate,
  openLogCare,
} from '@okuru/platform';
import { SERVICES, topicOf } from '@okuru/contracts';
import type { Client } from 'pg';
import { type Contents, type KeptStore, readManifest, verifyFiles } from '../backup/manifest.js';
import { assertAtRest } from '../restate/at-rest.js';
import { dropFences, restate } from '../restate/restate.js';
import { connect, disconnect } from '../stores/connect.js';
import { MIGRATIONS, nameOf } from '../stores/services.js';
import { isServiceStore, type Store } from '../stores/store.js';
import { loadStore } from './copy-in.js';
import { assertEmpty, clear } from './empty-place.js';
import { eraseAgain, readErased } from './erased-again.js';

export interface RestoreOptions {
  readonly config: Config;
  readonly stores: readonly Store[];
  readonly folder: string;
  /** File of keys and buyers erased since the backup. */
  readonly erased?: string;
  readonly signal: AbortSignal;
  readonly onChecked: (done: number, of: number) => void;
  readonly onTable: (done: number, of: number) => void;
}

export interface Restored {
  readonly contents: Contents;
  readonly rows: number;
  /** Facts put back into outboxes because somebody had not heard them; undefined when the log lives on. */
  readonly restated: number | undefined;
  /** Keys erased again; undefined when the key ring was not restored. */
  readonly erasedAgain: number | undefined;
  /** Services whose place in the log was set back. */
  readonly hearAgain: readonly string[];
}

interface Target {
  readonly store: Store;
  readonly kept: KeptStore;
  readonly client: Client;
  readonly schemaWasThere: boolean;
}

/**
 * Brings parts of a backup back into empty databases: checks everything first, loads, and brings the event log back in
 * step. All services: the log is a new one and the outboxes hold what was not heard everywhere. Some services: the log
 * lives on and they hear it again from its beginning; their inboxes know what they heard. When it fails nothing of it
 * stays.
 */
export const restore = async (options: RestoreOptions): Promise<Restored> => {
  const { config, folder, stores, erased, signal } = options;
  const contents = await readManifest(folder);
  const kept = chosen(contents, stores, folder);
  if (contents.masterKey !== masterKeyFingerprint(config.masterKey))
    throw new Error(
      `${folder}/manifest.json was written under another OKURU_MASTER_KEY: set the one of then, or nobody's data can be opened.`,
    );
  const erasedSince = erased === undefined ? [] : await readErased(erased);
  assertKnownMigrations(kept, folder);
  await checkFiles(options, kept);
  const isWhole = SERVICES.every((service) => kept.some(({ name }) => name === service));
  if (isWhole) await assertNewLog(config);
  else for (const store of stores.filter(isServiceStore)) await assertAtRest(store);
  const targets = await openTargets(stores, kept);
  try {
    const rows = await load(options, targets);
    const ring = targets.find(({ store }) => store.name === 'key-ring');
    const erasedAgain = ring && (await eraseAgain(ring.client, erasedSince));
    const services = targets.map(({ store }) => store).filter(isServiceStore);
    if (!isWhole) {
      const hearAgain = await setBack(config, services);
      return { contents, rows, restated: undefined, erasedAgain, hearAgain };
    }
    await dropFences(services);
    const cutAt = new Date(Math.max(...kept.map(({ at }) => Date.parse(at))));
    return { contents, rows, restated: await restate(services, cutAt, signal), erasedAgain, hearAgain: [] };
  } catch (fault) {
    await takeBack(targets);
    throw fault;
  } finally {
    await Promise.all(targets.map(({ client }) => disconnect(client)));
  }
};

const chosen = (contents: Contents, stores: readonly Store[], folder: string): KeptStore[] => {
  const missing = stores.filter(({ name }) => !contents.stores.some((kept) => kept.name === name));
  if (missing.length > 0)
    throw new Error(
      `${folder} holds no ${missing.map(({ name }) => name).join(', ')}: name what it holds with --service (${contents.stores.map(({ name }) => name).join(', ')}).`,
    );
  return stores.map(({ name }) => contents.stores.find((kept) => kept.name === name)!);
};

/** Data of a newer shape has no place in our tables. */
const assertKnownMigrations = (kept: readonly KeptStore[], folder: string): void => {
  for (const store of kept) {
    if (!isService(store.name)) continue;
    const known = new Set(MIGRATIONS[store.name].map(nameOf));
    const strange = store.migrations.filter((name) => !known.has(name));
    if (strange.length > 0)
      throw new Error(
        `${folder}/manifest.json: ${store.name} was at migration ${strange.join(', ')}, which this version does not know: restore with the version of Okuru that wrote it, or a newer one.`,
      );
  }
};

const checkFiles = async (
  { folder, onChecked, signal }: RestoreOptions,
  kept: readonly KeptStore[],
): Promise<void> => {
  const files = kept.reduce((sum, { tables }) => sum + tables.length, 0);
  let checked = 0;
  await verifyFiles(folder, kept, () => onChecked((checked += 1), files), signal);
};

/** Facts stated after the backup lie in the old log; a restored shop never stated them and must not hear them. */
const assertNewLog = async (config: Config): Promise<void> => {
  const care = await openLogCare(config);
  if (!care) return;
  try {
    const used = await care.used(SERVICES.map(topicOf));
    if (used.length === 0) return;
    throw new Error(
      config.eventLog.kind === 'kafka'
        ? `The topics ${used.join(', ')} hold records of the life after the backup: name a new OKURU_PREFIX, or delete these topics.`
        : 'The event log holds records of the life after the backup: name an empty database, or drop the schema okuru_log.',
    );
  } finally {
    await care.close();
  }
};

const openTargets = async (stores: readonly Store[], kept: readonly KeptStore[]): Promise<Target[]> => {
  const targets: Target[] = [];
  try {
    for (const [nth, store] of stores.entries()) {
      const client = await connect(store);
      const target = { store, kept: kept[nth]!, client, schemaWasThere: true };
      targets.push(target);
      targets[nth] = { ...target, schemaWasThere: await assertEmpty(client, store) };
    }
    return targets;
  } catch (fault) {
    await Promise.all(targets.map(({ client }) => disconnect(client)));
    throw fault;
  }
};

const load = async (
  { folder, signal, onTable }: RestoreOptions,
  targets: readonly Target[],
): Promise<number> => {
  const tables = targets.reduce((sum, { kept }) => sum + kept.tables.length, 0);
  let done = 0;
  for (const { store, kept, client } of targets) {
    signal.throwIfAborted();
    await makeTables(store, kept, client);
    await loadStore(client, folder, kept, () => onTable((done += 1), tables), signal);
  }
  return targets.reduce((sum, { kept }) => sum + kept.tables.reduce((all, { rows }) => all + rows, 0), 0);
};

/** As they were when the backup was taken; what migrated since then runs at the service's next start. */
const makeTables = async (store: Store, kept: KeptStore, client: Client): Promise<void> => {
  if (isServiceStore(store)) {
    const applied = new Set(kept.migrations);
    const then = MIGRATIONS[store.name].filter((migration) => applied.has(nameOf(migration)));
    return migrate(store.name, store.url, then);
  }
  for (const statement of store.name === 'access' ? ACCESS_TABLES : KEY_RING_TABLES)
    await client.query(statement);
};

/** Their fences stand where the backup left them: what came later is heard, what came earlier is known. */
const setBack = async (config: Config, services: readonly Store[]): Promise<string[]> => {
  const care = services.length === 0 ? undefined : await openLogCare(config);
  if (!care) return [];
  try {
    for (const { name } of services) if (isService(name)) await care.forgetGroup(consumerOf(name));
    return services.map(({ name }) => name);
  } finally {
    await care.close();
  }
};

/** As far as it can; what made the restore fail is what is told. */
const takeBack = async (targets: readonly Target[]): Promise<void> => {
  await Promise.allSettled(
    targets.map(async ({ store, schemaWasThere }) => {
      // A connection of its own: the other one may be in the middle of a row.
      const client = await connect(store);
      try {
        await clear(client, store, schemaWasThere);
      } finally {
        await disconnect(client);
      }
    }),
  );
};

const isService = (name: Store['name']): name is (typeof SERVICES)[number] =>
  (SERVICES as readonly string[]).includes(name);
