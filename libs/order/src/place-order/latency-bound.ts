/** So many may always be in hand: with fewer, what every batch costs would be paid for nothing. */
const ITEMS_MIN = 100;
const SHRINK = 0.85;
const GROW = 1.15;
/** Quicker than this share of what they may take, and there is room for more. */
const QUICK_SHARE = 0.6;

/**
 * How many items may be in hand so that each is done in time: fewer after every batch that took too long, more after
 * every quick one (additive-increase/multiplicative-decrease, but with a factor both ways, as the bound spans decades).
 */
export class LatencyBound {
  items: number;

  constructor(
    private readonly itemsMax: number,
    private readonly itemMsMax: number,
  ) {
    this.items = itemsMax;
  }

  /** A batch is done, whose first item took so long. */
  note(tookMs: number): void {
    if (tookMs > this.itemMsMax)
      this.items = Math.max(Math.min(ITEMS_MIN, this.itemsMax), this.items * SHRINK);
    else if (tookMs < QUICK_SHARE * this.itemMsMax) this.items = Math.min(this.itemsMax, this.items * GROW);
  }
}
