import { useSyncExternalStore } from 'react';
import { type QueueState, SendQueue } from './send-queue.js';

/** One queue per page: what was scanned on one screen is still being sent on the next. */
export const queue = new SendQueue();

export const useQueue = (): QueueState => useSyncExternalStore(queue.watch, queue.now);
