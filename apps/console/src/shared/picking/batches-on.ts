import type { Call } from '../http.js';
import type { DeviceStore } from '../queue/device-store.js';
import type { SendQueue } from '../queue/send-queue.js';
import type { Batch, ListedBatch } from './batch.js';

export interface OpenBatches {
  readonly batches: readonly ListedBatch[];
  /** Parcels that wait for a batch. */
  readonly waiting: number;
}

interface Ground {
  readonly store: DeviceStore;
  readonly call: Call;
  readonly queue: SendQueue;
  readonly orKept: <T>(key: string, ask: () => Promise<T>) => Promise<T>;
}

const keyOf = (batchId: string): string => `batch ${batchId}`;

/** The walks of this device: the server's word, and the device's own where it knows more or nobody answers. */
export const batchesOn = ({ store, call, queue, orKept }: Ground) => {
  const openBatches = (): Promise<OpenBatches> =>
    orKept('pick-batches', () => call<OpenBatches>('GET', '/v1/pick-batches?status=open'));

  /** On the device from its first moment: the walk goes on without a network. */
  const beginBatch = async (opId: string): Promise<Batch> => {
    const batch = await call<Batch>('POST', '/v1/pick-batches', { opId });
    await keepBatch(batch);
    return batch;
  };

  /** The server's once it has heard everything that was picked here, and until then the device's own, which knows more. */
  const openBatch = async (batchId: string): Promise<Batch> => {
    await queue.send();
    const own = queue.now().waiting > 0 ? await store.kept<Batch>(keyOf(batchId)) : undefined;
    return own ?? orKept(keyOf(batchId), () => call<Batch>('GET', `/v1/pick-batches/${batchId}`));
  };

  const keepBatch = (batch: Batch): Promise<void> => store.keep(keyOf(batch.batchId), batch);

  const forgetBatch = (batchId: string): Promise<void> => store.forget(keyOf(batchId));

  return { openBatches, beginBatch, openBatch, keepBatch, forgetBatch };
};
