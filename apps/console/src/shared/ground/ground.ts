import type { Signal, Stop } from '../feedback/told.js';
import type { Call } from '../http.js';
import type { parcelsOn } from '../parcels/parcels-on.js';
import type { SendQueue } from '../queue/send-queue.js';

/** What work stands on: a page has the browser's and its server, a simulated station its own. */
export interface Ground {
  readonly queue: SendQueue;
  readonly call: Call;
  readonly parcels: ReturnType<typeof parcelsOn>;
  readonly stops: {
    raise(stop: Stop): void;
    /** What the server knows of the same scan. */
    tellMore(opId: string, more: Partial<Stop>): void;
  };
  readonly signal: (what: Signal) => void;
  readonly deviceId: () => string;
  readonly newId: () => string;
  readonly now: () => Date;
}
