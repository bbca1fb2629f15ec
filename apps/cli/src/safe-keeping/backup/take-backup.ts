import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, masterKeyFingerprint } from '@okuru/platform';
import { okuruVersion } from '../stores/okuru-version.js';
import { inNewFolder } from '../stores/new-folder.js';
import type { Store } from '../stores/store.js';
import { migrationsOf, sequencesOf, tablesOf, type TableShape } from '../stores/tables.js';
import { copyOut } from './copy-out.js';
import { cut, type Snapshot } from './cut.js';
import {
  type Contents,
  FORMAT_VERSION,
  INCOMPLETE,
  type KeptStore,
  type KeptTable,
  writeManifest,
} from './manifest.js';

/** Of the moment, or made anew by whoever restores; and nobody who signed out since is signed in by a restore. */
const LEFT_OUT: ReadonlySet<string> = new Set(['relay_lease', 'migration', 'staff_session']);

export interface BackupOptions {
  readonly config: Pick<Config, 'masterKey' | 'eventLog'>;
  readonly stores: readonly Store[];
  /** Made when absent; must be empty. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onTable: (done: number, of: number) => void;
}

/**
 * A backup of the stores as of one moment, in a folder of its own. Services first, keys last and in a snapshot of their
 * own: every seal in the data has its key by then, and whoever was erased meanwhile is not in it. Whatever goes wrong,
 * nothing half stays behind; a process that is killed leaves a folder that says so and that no restore takes.
 */
export const takeBackup = (options: BackupOptions): Promise<Contents> => {
  const { folder } = options;
  return inNewFolder(folder, async () => {
    await markIncomplete(folder);
    const contents = await writeStores(options);
    await rm(join(folder, INCOMPLETE));
    await writeManifest(folder, contents);
    return contents;
  });
};

const writeStores = async ({ config, stores, folder, signal, onTable }: BackupOptions): Promise<Contents> => {
  const askedAt = new Date().toISOString();
  const data = stores.filter(({ name }) => name !== 'key-ring');
  const keys = stores.filter(({ name }) => name === 'key-ring');
  const kept: KeptStore[] = [];
  const times = { waitedMs: 0, heldMs: 0 };
  let done = 0;
  let planned = 0;
  for (const together of [data, keys]) {
    if (together.length === 0) continue;
    const moment = await cut(together);
    try {
      if (together === data || data.length === 0)
        Object.assign(times, { waitedMs: moment.waitedMs, heldMs: moment.heldMs });
      const shapes: (readonly [Store, Snapshot, readonly TableShape[]])[] = [];
      for (const store of together) {
        const snapshot = moment.snapshotOf(store);
        shapes.push([store, snapshot, await tablesOf(snapshot.client, store.schema, LEFT_OUT)]);
      }
      planned += shapes.reduce((sum, [, , tables]) => sum + tables.length, 0);
      for (const [store, snapshot, tables] of shapes) {
        kept.push(
          await writeStore(folder, store, snapshot, tables, signal, () => onTable((done += 1), planned)),
        );
      }
    } finally {
      await moment.close();
    }
  }
  return {
    format: FORMAT_VERSION,
    version: await okuruVersion(),
    askedAt,
    waitedMs: Math.round(times.waitedMs),
    heldMs: Math.round(times.heldMs),
    masterKey: masterKeyFingerprint(config.masterKey),
    eventLog: config.eventLog.kind,
    stores: kept,
  };
};

const writeStore = async (
  folder: string,
  { name, schema }: Store,
  { client, at }: Snapshot,
  shapes: readonly TableShape[],
  signal: AbortSignal,
  onTable: () => void,
): Promise<KeptStore> => {
  await mkdir(join(folder, name), { mode: 0o700 });
  const tables: KeptTable[] = [];
  for (const shape of shapes) {
    signal.throwIfAborted();
    tables.push(await copyOut(client, folder, { name, schema }, shape, signal));
    onTable();
  }
  return {
    name,
    schema,
    at: at.toISOString(),
    migrations: await migrationsOf(client, schema),
    tables,
    sequences: await sequencesOf(client, schema),
  };
};

/** Until the manifest stands, the folder says that it is no backup. */
const markIncomplete = async (folder: string): Promise<void> => {
  const words = 'This backup has not come to its end. No restore takes it.\n';
  await writeFile(join(folder, INCOMPLETE), words, { flag: 'wx', mode: 0o600 });
};
