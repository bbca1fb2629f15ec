/** So many may always be in hand: with fewer, what every batch costs would be paid for nothing. */
const ITEMS_MIN = 60;
const SHRINK_MIN = 0.5;
const GROW = 1.15;
/** Quicker than this share of what they may take, and there is room for more. */
const QUICK_SHARE = 0.6;

/**
 * How many items may be in hand so that each is done in time: of those in hand when a batch took too long, the share that
 * would have been in time; some more after every quick one.
 */
export class LatencyBound {
  items: number;

  constructor(
    private readonly itemsMax: number,
    private readonly itemMsMax: number,
  ) {
    this.items = itemsMax;
  }

  /** A batch is done, whose first item took so long; so many were in hand with it. */
  note(tookMs: number, inHand: number): void {
    const { itemsMax, itemMsMax } = this;
    if (tookMs > itemMsMax) {
      // So few are not slow because they are many: a cold start or a slow disk is no reason to refuse a batch of orders.
      if (inHand < ITEMS_MIN) return;
      const inTime = Math.min(this.items, inHand) * Math.max(SHRINK_MIN, itemMsMax / tookMs);
      this.items = Math.max(Math.min(ITEMS_MIN, itemsMax), inTime);
    } else if (tookMs < QUICK_SHARE * itemMsMax) this.items = Math.min(itemsMax, this.items * GROW);
  }
}
