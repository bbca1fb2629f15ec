import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { DeviceStore } from './device-store.js';
import type { Operation } from './operation.js';

interface Tables extends DBSchema {
  operations: { key: number; value: Omit<Operation, 'seq'> & { readonly seq?: number } };
  kept: { key: string; value: unknown };
}

const NAME = 'okuru-console';
const VERSION = 1;

let opened: Promise<IDBPDatabase<Tables>> | undefined;

const database = (): Promise<IDBPDatabase<Tables>> =>
  (opened ??= openDB<Tables>(NAME, VERSION, {
    upgrade: (tables) => {
      tables.createObjectStore('operations', { keyPath: 'seq', autoIncrement: true });
      tables.createObjectStore('kept');
    },
  }));

/** In the browser's own database. */
export const deviceStore: DeviceStore = {
  add: async (operation) =>
    void (await (await database()).add('operations', { ...operation, state: 'waiting' })),
  all: async () => (await (await database()).getAll('operations')) as Operation[],
  put: async (operation) => void (await (await database()).put('operations', operation)),
  remove: async (seq) => (await database()).delete('operations', seq),
  keep: async (key, value) => void (await (await database()).put('kept', value, key)),
  kept: async <T>(key: string) => (await (await database()).get('kept', key)) as T | undefined,
  forget: async (key) => (await database()).delete('kept', key),
};
