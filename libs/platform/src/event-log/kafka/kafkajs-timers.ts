import { createRequire } from 'node:module';

interface InFlight {
  readonly requestTimeout: number;
  timeoutRequest(): void;
}

interface RequestQueue {
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  requestTimeoutIntervalId: NodeJS.Timeout | undefined;
  readonly enforceRequestTimeout: boolean;
  readonly requestTimeout: number;
  readonly inflight: ReadonlyMap<number, InFlight>;
  readonly pending: readonly unknown[];
  isConnected(): boolean;
  destroy(): void;
  scheduleRequestTimeoutCheck(): void;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
}

interface ConsumerGroup {
  /** When the last heartbeat was sent. */
  lastRequest: number;
  heartbeat: (this: ConsumerGroup, options: { interval: number }) => Promise<void>;
}

const CHECK_PENDING_MS = 10;
const CHECK_TIMEOUTS_MS = 100;
let done = false;

/** Mends what kafkajs 2.2.4 does with time; once for the process. */
export const repairTimers = (): void => {
  if (done) return;
  done = true;
  const { prototype: queue } = classOf<RequestQueue>('network/requestQueue');
  queue.scheduleCheckPendingRequests = checkOnlyPending;
  queue.scheduleRequestTimeoutCheck = timeOutDespiteClock;
  const { prototype: group } = classOf<ConsumerGroup>('consumer/consumerGroup');
  group.heartbeat = beatingDespiteClock(group.heartbeat);
};

/**
 * kafkajs sets a timer per connection for a negative time (`throttledUntil - now`) even with nothing to do: Node warns
 * (TimeoutNegativeWarning) and fires it every millisecond for ever. This sets it only when something is pending.
 */
function checkOnlyPending(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId || this.pending.length === 0) return;
  const throttledMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledMs > 0 ? throttledMs : CHECK_PENDING_MS,
  );
}

/**
 * By the wall clock, as kafkajs has it, a request sent before the clock was put back is waited for until it is that late
 * again, and one sent before it was put on has timed out.
 */
function timeOutDespiteClock(this: RequestQueue): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  const seenAt = new WeakMap<InFlight, number>();
  const check = (): void => {
    const now = performance.now();
    for (const request of this.inflight.values()) {
      const since = seenAt.get(request) ?? now;
      seenAt.set(request, since);
      if (now - since > request.requestTimeout) request.timeoutRequest();
    }
    if (!this.isConnected()) this.destroy();
  };
  this.requestTimeoutIntervalId = setInterval(check, Math.min(this.requestTimeout, CHECK_TIMEOUTS_MS));
}

/** A member would send no heartbeat until then, and the group would have given it up long since. */
const beatingDespiteClock = (beat: ConsumerGroup['heartbeat']): ConsumerGroup['heartbeat'] =>
  function heartbeat(this: ConsumerGroup, options) {
    if (this.lastRequest > Date.now()) this.lastRequest = 0;
    return beat.call(this, options);
  };

const classOf = <Instance>(path: string): { prototype: Instance } =>
  createRequire(import.meta.url)(`kafkajs/src/${path}`) as { prototype: Instance };
