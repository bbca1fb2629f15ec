import { createRequire } from 'node:module';

interface RequestQueue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
}

const CHECK_PENDING_MS = 10;
let done = false;

/**
 * kafkajs 2.2.4 sets a timer per connection for a negative time (`throttledUntil - now`) even with nothing to do: Node
 * warns (TimeoutNegativeWarning) and fires it every millisecond for ever. This sets it only when something is pending.
 */
export const quietTimers = (): void => {
  if (done) return;
  done = true;
  const { prototype } = requestQueueClass();
  prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
    const throttledMs = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledMs > 0 ? throttledMs : CHECK_PENDING_MS,
    );
  };
};

const requestQueueClass = (): { prototype: RequestQueue } =>
  createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
