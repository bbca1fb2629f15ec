import type { DeviceStore } from './device-store.js';
import type { Operation } from './operation.js';

/** Keeps what a device keeps, for as long as it is there itself. */
export const memoryStore = (): DeviceStore => {
  let seq = 0;
  const operations = new Map<number, Operation>();
  const values = new Map<string, unknown>();
  const done = Promise.resolve();
  return {
    add: (operation) => {
      seq += 1;
      operations.set(seq, { ...operation, state: 'waiting', seq });
      return done;
    },
    all: () => Promise.resolve([...operations.values()]),
    put: (operation) => {
      operations.set(operation.seq, operation);
      return done;
    },
    remove: (place) => {
      operations.delete(place);
      return done;
    },
    keep: (key, value) => {
      values.set(key, structuredClone(value));
      return done;
    },
    kept: <T>(key: string) => Promise.resolve(structuredClone(values.get(key)) as T | undefined),
    forget: (key) => {
      values.delete(key);
      return done;
    },
  };
};
