/** Who waits until an order may go out. */
interface Waiting {
  readonly n: number;
  readonly mayGo: (n: number) => void;
}

/**
 * Numbers of orders that stand in the ledger already. They are told in groups, as syncing one takes as long as syncing
 * many; each goes out when its group is known to be on the disk.
 */
export class ToldOrders {
  private given = 0;
  // bound: the rush's own rate, which ends when it is told to
  private readonly group: Waiting[] = [];
  private readonly told: Waiting[] = [];
  /** Told and not posted after all: the next order takes such a number. */
  private readonly spare: number[] = [];

  constructor(private readonly tell: (numbers: readonly number[]) => void) {}

  next(): Promise<number> {
    const spare = this.spare.shift();
    if (spare !== undefined) return Promise.resolve(spare);
    return new Promise((mayGo) => {
      this.group.push({ n: (this.given += 1), mayGo });
    });
  }

  giveBack(n: number): void {
    this.spare.push(n);
  }

  tellGroup(): void {
    if (this.group.length === 0) return;
    const group = this.group.splice(0);
    this.told.push(...group);
    this.tell(group.map(({ n }) => n));
  }

  /** So many of those told first are on the disk. */
  noted(count: number): void {
    for (const { n, mayGo } of this.told.splice(0, count)) mayGo(n);
  }
}
