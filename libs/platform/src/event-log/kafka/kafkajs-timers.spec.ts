import { createRequire } from 'node:module';
import { repairTimers } from './kafkajs-timers.js';

interface Queue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
  destroy(): void;
}
const require = createRequire(import.meta.url);
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => Queue;

const aQueue = (): Queue =>
  new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 1_000,
    enforceRequestTimeout: false,
    clientId: 'any',
    broker: 'any',
    logger: { debug: () => undefined },
  });

describe('the timers of kafkajs', () => {
  it('is of the version whose timers are repaired here', () => {
    expect((require('kafkajs/package.json') as { version: string }).version).toBe('2.2.4');
  });

  it('are not set with nothing to send, and are set with something', () => {
    repairTimers();
    const queue = aQueue();
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();

    queue.pending.push({});
    queue.scheduleCheckPendingRequests();
    expect(queue.throttleCheckTimeoutId).not.toBeNull();
    queue.destroy();
  });

  it('still send what was held back, once the broker lets us', async () => {
    repairTimers();
    const queue = aQueue();
    let checkedAt = 0;
    queue.checkPendingRequests = () => {
      checkedAt = Date.now();
    };
    queue.pending.push({});
    queue.throttledUntil = Date.now() + 60;
    queue.scheduleCheckPendingRequests();
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(checkedAt).toBeGreaterThanOrEqual(queue.throttledUntil);
  });
});
