import { useSyncExternalStore } from 'react';
import { call } from '../http.js';
import { deviceStore } from './indexed-db.js';
import { type QueueState, SendQueue } from './send-queue.js';

const LOCK = 'okuru-send-queue';

/** Two pages of one device must not send the same list side by side; without TLS there are no locks, and opIds do it. */
const alone = async (work: () => Promise<void>): Promise<void> => {
  if ('locks' in navigator) await navigator.locks.request(LOCK, work);
  else await work();
};

/** One queue per page: what was scanned on one screen is still being sent on the next. */
export const queue = new SendQueue({ store: deviceStore, call, alone });

export const useQueue = (): QueueState => useSyncExternalStore(queue.watch, queue.now);

/** Begins with what an earlier page left behind. */
export const startQueue = (): void => {
  addEventListener('online', () => void queue.send());
  addEventListener('offline', () => queue.offline());
  if (!navigator.onLine) queue.offline();
  void queue.send();
};
