import { v7 } from 'uuid';
import { call, Problem } from '../../shared/http.js';
import { queue } from '../../shared/queue/queue.js';

/** Steps that only the server can take: they wait for its answer, and need all scans to have arrived before. */
export type Asked = 'package' | 'weight' | 'label' | 'close' | 'missing';

export class StillUnsent extends Error {}

/** One wish has one opId, however often it is asked for: an answer that was lost is asked for again, not done again. */
export class Asking {
  private readonly opIds = new Map<string, string>();

  constructor(private readonly parcelId: string) {}

  async ask(step: Asked, body: object): Promise<void> {
    const wish = `${step} ${JSON.stringify(body)}`;
    const opId = this.opIds.get(wish) ?? v7();
    this.opIds.set(wish, opId);
    await queue.send();
    if (queue.now().waiting > 0) throw new StillUnsent();
    try {
      await call('POST', `/v1/parcels/${this.parcelId}/${step}`, { opId, ...body });
      this.opIds.delete(wish);
    } catch (fault) {
      // A no is kept under its opId: who asks again later asks something new.
      if (fault instanceof Problem) this.opIds.delete(wish);
      throw fault;
    }
  }
}
