import { v7 } from 'uuid';
import { Problem } from '../../shared/http.js';
import type { Batch } from '../../shared/picking/batch.js';
import { beginBatch } from '../../shared/picking/batches.js';

/** One wish for a batch has one opId until it is answered: an answer that was lost begins no second batch. */
export class Beginning {
  private opId: string | undefined;

  /** Throws `Problem` where nothing waits, `NoAnswer` without a network. */
  async begin(): Promise<Batch> {
    this.opId ??= v7();
    try {
      const batch = await beginBatch(this.opId);
      this.opId = undefined;
      return batch;
    } catch (fault) {
      if (fault instanceof Problem) this.opId = undefined;
      throw fault;
    }
  }
}
