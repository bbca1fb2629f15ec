import type { DeviceStore } from '../../../apps/console/src/shared/queue/device-store.js';
import { memoryStore } from '../../../apps/console/src/shared/queue/memory-store.js';
import { SendQueue } from '../../../apps/console/src/shared/queue/send-queue.js';
import { type Call, callBy } from '../../../apps/console/src/shared/http.js';
import { parcelsOn } from '../../../apps/console/src/shared/parcels/parcels-on.js';

/** One page of a device, made of the console's own parts. Once it is gone nothing of it goes on. */
export class Page {
  private isGone = false;
  readonly call: Call;
  readonly queue: SendQueue;
  readonly parcels: ReturnType<typeof parcelsOn>;

  constructor(kept: DeviceStore, carry: typeof fetch) {
    const store: DeviceStore = {
      add: (operation) => this.here(kept.add(operation)),
      all: () => this.here(kept.all()),
      put: (operation) => this.here(kept.put(operation)),
      remove: (seq) => (this.isGone ? never() : kept.remove(seq)),
      keep: (key, value) => this.here(kept.keep(key, value)),
      kept: <T>(key: string) => this.here(kept.kept<T>(key)),
      forget: (key) => this.here(kept.forget(key)),
    };
    this.call = callBy((input, init) => (this.isGone ? never() : this.here(carry(input, init))));
    this.queue = new SendQueue({ store, call: this.call, alone: (work) => (this.isGone ? never() : work()) });
    this.parcels = parcelsOn({ store, call: this.call, queue: this.queue });
  }

  leave(): void {
    this.isGone = true;
  }

  private async here<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    return this.isGone ? never() : done;
  }
}

const never = (): Promise<never> => new Promise(() => undefined);

/** A handheld: its pages come and go, what it keeps stays. */
export class Device {
  private readonly kept = memoryStore();
  page: Page;

  constructor(private readonly carry: typeof fetch) {
    this.page = new Page(this.kept, carry);
  }

  /** Somebody pulls the page down, or the browser dies: what it was doing is never finished. */
  reload(): void {
    this.page.leave();
    this.page = new Page(this.kept, this.carry);
  }
}
