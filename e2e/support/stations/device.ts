import type { DeviceStore } from '../../../apps/console/src/shared/queue/device-store.js';
import type { NewOperation, Operation } from '../../../apps/console/src/shared/queue/operation.js';
import { SendQueue } from '../../../apps/console/src/shared/queue/send-queue.js';
import { type Call, callBy } from '../../../apps/console/src/shared/http.js';
import { parcelsOn } from '../../../apps/console/src/shared/parcels/parcels-on.js';

/** What a device keeps through reloads. */
class KeptOnDevice implements DeviceStore {
  private seq = 0;
  private readonly operations = new Map<number, Operation>();
  private readonly values = new Map<string, unknown>();

  async add(operation: NewOperation): Promise<void> {
    this.seq += 1;
    this.operations.set(this.seq, { ...operation, state: 'waiting', seq: this.seq });
  }
  async all(): Promise<Operation[]> {
    return [...this.operations.values()];
  }
  async put(operation: Operation): Promise<void> {
    this.operations.set(operation.seq, operation);
  }
  async remove(seq: number): Promise<void> {
    this.operations.delete(seq);
  }
  async keep(key: string, value: unknown): Promise<void> {
    this.values.set(key, structuredClone(value));
  }
  async kept<T>(key: string): Promise<T | undefined> {
    return structuredClone(this.values.get(key)) as T | undefined;
  }
  async forget(key: string): Promise<void> {
    this.values.delete(key);
  }
}

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
  private readonly kept = new KeptOnDevice();
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
