import { v7 } from 'uuid';
import type { Call } from '../../shared/http.js';
import type { Batch, Slot } from '../../shared/picking/batch.js';

/** So many at a time, so that the screen says how far it is. */
const AT_A_TIME = 4;

/** Totes whose waybills are printed before the walk. */
export const printedFirst = ({ slots }: Batch): Slot[] =>
  slots.filter(
    ({ labelMode, state }) =>
      labelMode === 'before-check' && state !== 'cancelled' && state !== 'packed-elsewhere',
  );

interface Refused {
  readonly slot: number;
  readonly code: string | undefined;
  /** In the server's words. */
  readonly because: string;
}

export interface Issued {
  readonly parcelIds: readonly string[];
  readonly refused: readonly Refused[];
}

interface Answers {
  readonly answers: readonly {
    readonly status: number;
    readonly body: {
      readonly trackingNumber?: string;
      readonly code?: string;
      readonly title?: string;
      readonly detail?: string;
    };
  }[];
}

/** The waybills of a batch, each asked for under one opId until it is answered: an answer that was lost prints no second one. */
export class BatchLabels {
  private readonly opIds = new Map<string, string>();

  constructor(private readonly call: Call) {}

  /** Throws `NoAnswer` without a network; what was issued until then stays and is not asked for again. */
  async issue(
    batch: Batch,
    tell: (numbers: ReadonlyMap<string, string>, done: number) => void,
  ): Promise<Issued> {
    const slots = printedFirst(batch);
    const refused: Refused[] = [];
    const lacking = slots.filter(({ trackingNumber }) => !trackingNumber);
    let done = slots.length - lacking.length;
    tell(new Map(), done);
    // bound: a cart has twelve totes
    while (lacking.length > 0) {
      const next = lacking.splice(0, AT_A_TIME);
      const labels = next.map(({ parcelId }) => ({ opId: this.opIdOf(parcelId), parcelId }));
      const { answers } = await this.call<Answers>('POST', '/v1/labels', { labels });
      const numbers = new Map<string, string>();
      for (const [at, { parcelId, slot }] of next.entries()) {
        this.opIds.delete(parcelId);
        const body = answers[at]?.body;
        if (body?.trackingNumber) numbers.set(parcelId, body.trackingNumber);
        else refused.push({ slot, code: body?.code, because: body?.detail ?? body?.title ?? '' });
      }
      done += next.length;
      tell(numbers, done);
    }
    const without = new Set(refused.map(({ slot }) => slot));
    return {
      parcelIds: slots.filter(({ slot }) => !without.has(slot)).map(({ parcelId }) => parcelId),
      refused,
    };
  }

  private opIdOf(parcelId: string): string {
    const opId = this.opIds.get(parcelId) ?? v7();
    this.opIds.set(parcelId, opId);
    return opId;
  }
}

/** The batch with the numbers that were just given. */
export const withWaybills = (batch: Batch, numbers: ReadonlyMap<string, string>): Batch => ({
  ...batch,
  slots: batch.slots.map((slot) => {
    const trackingNumber = numbers.get(slot.parcelId);
    return trackingNumber ? { ...slot, trackingNumber } : slot;
  }),
});
