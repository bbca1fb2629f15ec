import { v7 } from 'uuid';
import { type Call, Problem } from '../../shared/http.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { SendQueue } from '../../shared/queue/send-queue.js';

/** Steps that only the server can take: they wait for its answer, and need all scans to have arrived before. */
export type Asked = 'package' | 'weight' | 'label' | 'label/reprint' | 'close' | 'missing' | 'split';

export class StillUnsent extends Error {}

/** One wish has one opId, however often it is asked for: an answer that was lost is asked for again, not done again. */
export class Asking {
  private readonly opIds = new Map<string, string>();

  constructor(
    private readonly parcelId: string,
    private readonly queue: SendQueue,
    private readonly call: Call,
  ) {}

  /** What the step would make of the parcel as it is now; nothing changes. */
  async preview<T>(step: 'split'): Promise<T> {
    await this.allSent();
    return this.call<T>('GET', `/v1/parcels/${this.parcelId}/${step}`);
  }

  /** Answers what the step made of the parcel. */
  async ask(step: Asked, body: object): Promise<Partial<Parcel>> {
    const wish = `${step} ${JSON.stringify(body)}`;
    const opId = this.opIds.get(wish) ?? v7();
    this.opIds.set(wish, opId);
    await this.allSent();
    try {
      const path = `/v1/parcels/${this.parcelId}/${step}`;
      const answer = await this.call<Partial<Parcel>>('POST', path, { opId, ...body });
      this.opIds.delete(wish);
      return answer;
    } catch (fault) {
      // A no is kept under its opId: who asks again later asks something new.
      if (fault instanceof Problem) this.opIds.delete(wish);
      throw fault;
    }
  }

  private async allSent(): Promise<void> {
    await this.queue.send();
    if (this.queue.now().waiting > 0) throw new StillUnsent();
  }
}
