import { useSyncExternalStore } from 'react';
import { signal } from './sounds.js';
import type { Stop } from './told.js';

export type { Stop } from './told.js';

const REMINDS_EVERY_MS = 4_000;

/** bound: one per scan that the server may still refuse. The first is shown, each is acknowledged for itself. */
let raised: readonly Stop[] = [];
let timer: number | undefined;
const watchers = new Set<() => void>();

const set = (next: readonly Stop[]): void => {
  raised = next;
  watchers.forEach((watcher) => watcher());
  if (raised.length > 0) timer ??= window.setInterval(() => signal('stop'), REMINDS_EVERY_MS);
  else {
    clearInterval(timer);
    timer = undefined;
  }
};

/** The stops of the page, in the order in which they came. */
export const stops = {
  raise: (stop: Stop): void => {
    signal('stop');
    set([...raised, stop]);
  },
  /** What the server knows of the same scan. */
  tellMore: (opId: string, more: Partial<Stop>): void =>
    set(raised.map((stop) => (stop.opId === opId ? { ...stop, ...more } : stop))),
  acknowledge: (): void => set(raised.slice(1)),
  /** Something was scanned while the stop was there. */
  insist: (): void => signal('stop'),
};

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
};

export const useStop = (): Stop | undefined => useSyncExternalStore(watch, () => raised[0]);
