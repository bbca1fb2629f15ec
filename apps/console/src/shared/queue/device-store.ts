import type { NewOperation, Operation } from './operation.js';

/** What the device keeps through a reload and a dead network: operations in their order, and what screens need to go on. */
export interface DeviceStore {
  /** At the end of the order. */
  add(operation: NewOperation): Promise<void>;
  /** In their order. */
  all(): Promise<Operation[]>;
  put(operation: Operation): Promise<void>;
  remove(seq: number): Promise<void>;
  keep(key: string, value: unknown): Promise<void>;
  kept<T>(key: string): Promise<T | undefined>;
  forget(key: string): Promise<void>;
}
