import { LatencyBound } from './latency-bound.js';

/** How one item of a batch ended: with an answer, or with a fault of its own. */
export type Settled<Answer> = { readonly answer: Answer } | { readonly fault: unknown };

export interface GroupCommitBounds {
  readonly batchSizeMax: number;
  readonly batchesInFlightMax: number;
  /** Of items waiting and under way; what comes beyond it is refused: a queue without a bound only moves the failure. */
  readonly itemsMax: number;
  /**
   * How long an item may take: while items take longer, fewer are taken on. One that has waited so long already is
   * refused instead of worked on: whoever asked has better use for a quick no.
   */
  readonly itemMsMax: number;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly since: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: unknown) => void;
}

/** Items that arrive together are settled together; a batch forms while the ones before it are under way. */
export class GroupCommit<Item, Answer> {
  // bound: the items that can be done in time, see `isFull`
  private readonly waiting: Waiting<Item, Answer>[] = [];
  private readonly bound: LatencyBound;
  private inFlight = 0;
  private itemsInFlight = 0;
  private scheduled = false;
  private watching = false;

  constructor(
    private readonly settle: (batch: readonly Item[]) => Promise<readonly Settled<Answer>[]>,
    private readonly bounds: GroupCommitBounds,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.bound = new LatencyBound(bounds.itemsMax, bounds.itemMsMax);
  }

  /**
   * Resolves once the item's batch is durable. Throws `TooManyWaiting` when as many items are in hand as can be done in
   * time, when the head of the queue has waited too long (whoever comes now would wait longer still), or when the item
   * itself has.
   */
  submit(item: Item): Promise<Answer> {
    if (this.isFull) return Promise.reject(new TooManyWaiting());
    return new Promise((resolve, reject) => {
      this.waiting.push({ item, since: this.now(), resolve, reject });
      this.schedule();
      this.watch();
    });
  }

  /** Whether an item that came now would be refused. */
  get isFull(): boolean {
    return this.inHand >= this.bound.items || this.isLate(this.waiting[0]);
  }

  private get inHand(): number {
    return this.waiting.length + this.itemsInFlight;
  }

  /** A batch under way may take long; whoever waits behind it is refused in time all the same. */
  private watch(): void {
    if (this.watching || this.waiting.length === 0) return;
    this.watching = true;
    setTimeout(() => {
      this.watching = false;
      this.refuseLate();
      this.watch();
    }, this.bounds.itemMsMax / 2).unref();
  }

  /** Starts at the end of this turn of the event loop, so that requests read in one turn share a batch. */
  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.refuseLate();
      while (this.waiting.length > 0 && this.inFlight < this.bounds.batchesInFlightMax) {
        void this.run(this.waiting.splice(0, this.bounds.batchSizeMax));
      }
    });
  }

  /** The longest waiting stand first. */
  private refuseLate(): void {
    const inTime = this.waiting.findIndex((each) => !this.isLate(each));
    const late = this.waiting.splice(0, inTime === -1 ? this.waiting.length : inTime);
    for (const { reject } of late) reject(new TooManyWaiting());
  }

  private isLate(each: Waiting<Item, Answer> | undefined): boolean {
    return each !== undefined && this.now() - each.since > this.bounds.itemMsMax;
  }

  private async run(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    this.inFlight += 1;
    this.itemsInFlight += batch.length;
    try {
      const settled = await this.settle(batch.map(({ item }) => item));
      batch.forEach(({ resolve, reject }, index) => {
        const end = settled[index];
        if (end === undefined) reject(new Error('an item of the batch was left without an answer'));
        else if ('fault' in end) reject(end.fault);
        else resolve(end.answer);
      });
    } catch (fault) {
      for (const { reject } of batch) reject(fault);
    } finally {
      // The first of a batch has waited longest.
      this.bound.note(this.now() - (batch[0]?.since ?? 0), this.inHand);
      this.inFlight -= 1;
      this.itemsInFlight -= batch.length;
      if (this.waiting.length > 0) this.schedule();
    }
  }
}

export class TooManyWaiting extends Error {}

/**
 * Works on all, and when that fails on each half, until a faulty item stands alone: it gets the fault, its neighbours
 * their answers. At most twice as many attempts as items.
 */
export const bisect = async <Item, Answer>(
  items: readonly Item[],
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  isShared: (fault: unknown) => boolean,
): Promise<Settled<Answer>[]> => {
  try {
    return (await work(items)).map((answer) => ({ answer }));
  } catch (fault) {
    if (items.length <= 1 || isShared(fault)) return items.map(() => ({ fault }));
    const middle = Math.ceil(items.length / 2);
    return [
      ...(await bisect(items.slice(0, middle), work, isShared)),
      ...(await bisect(items.slice(middle), work, isShared)),
    ];
  }
};
