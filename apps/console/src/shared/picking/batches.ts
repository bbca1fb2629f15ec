import { call } from '../http.js';
import { orKept } from '../parcels/parcels.js';
import { deviceStore } from '../queue/indexed-db.js';
import { queue } from '../queue/queue.js';
import type { Batch, ListedBatch } from './batch.js';

export interface OpenBatches {
  readonly batches: readonly ListedBatch[];
  /** Parcels that wait for a batch. */
  readonly waiting: number;
}

export const openBatches = (): Promise<OpenBatches> =>
  orKept('pick-batches', () => call<OpenBatches>('GET', '/v1/pick-batches?status=open'));

const keyOf = (batchId: string): string => `batch ${batchId}`;

/** On the device from its first moment: the walk goes on without a network. */
export const beginBatch = async (opId: string): Promise<Batch> => {
  const batch = await call<Batch>('POST', '/v1/pick-batches', { opId });
  await keepBatch(batch);
  return batch;
};

/** The server's once it has heard everything that was picked here, and until then the device's own, which knows more. */
export const openBatch = async (batchId: string): Promise<Batch> => {
  await queue.send();
  const own = queue.now().waiting > 0 ? await deviceStore.kept<Batch>(keyOf(batchId)) : undefined;
  return own ?? orKept(keyOf(batchId), () => call<Batch>('GET', `/v1/pick-batches/${batchId}`));
};

export const keepBatch = (batch: Batch): Promise<void> => deviceStore.keep(keyOf(batch.batchId), batch);

export const forgetBatch = (batchId: string): Promise<void> => deviceStore.forget(keyOf(batchId));
