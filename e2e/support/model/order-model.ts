import type { AmendmentWish } from './amendment-body.js';
import type { ModelFact, Units } from './facts.js';
import type { OrderWish } from './script.js';

const HOUR_MS = 3_600_000;
const LOOK_MS = 72 * HOUR_MS;
const PAYMENT_MS = 7 * 24 * HOUR_MS;
const SHORT_OF_TIME = 'awaiting-payment';
const DIFFERS = 'payment-amount-differs';

interface KnownParcel {
  status: 'planned' | 'packed' | 'voided' | 'dispatched' | 'delivered';
  readonly lines: readonly Units[];
}

/** The last amendment that was asked for. */
interface KnownAmendment extends AmendmentWish {
  readonly number: number;
  readonly changes: readonly string[];
  readonly differenceYen: number;
  state: 'requested' | 'accepted' | 'refused';
  reason: string | null;
}

/** What the order service must know of one order, and what it must say. Times are milliseconds, money is yen. */
export class OrderModel {
  readonly holds = new Set<string>();
  deadline: number | null = null;
  confirmed = false;
  cancellation: 'none' | 'requested' | 'refused' | 'done' = 'none';
  reason: string | null = null;
  received: number;
  nearMisses = 0;
  amendment: KnownAmendment | null = null;
  private street: number | null = null;
  private postage = 0;
  private readonly setAside = new Map<string, number>();
  private readonly cutShort = new Map<string, number>();
  private readonly parcels = new Map<string, KnownParcel>();

  private constructor(
    readonly wish: OrderWish,
    readonly lines: readonly Units[],
    public total: number,
    private readonly say: (fact: ModelFact) => void,
  ) {
    this.received = wish.paying === 'prepaid' ? total : 0;
  }

  static place(
    wish: OrderWish,
    lines: readonly Units[],
    total: number,
    now: number,
    say: (fact: ModelFact) => void,
  ): OrderModel {
    const order = new OrderModel(wish, lines, total, say);
    say({ type: 'order.placed' });
    const holds = [
      ...(wish.paying === 'bank-transfer' ? [SHORT_OF_TIME] : []),
      ...(wish.paying === 'cod-large' ? ['first-cod-over-amount'] : []),
      ...(wish.hasRemarks ? ['remark-present'] : []),
    ];
    if (holds.length > 0) order.hold(holds, now);
    else order.confirmIt();
    return order;
  }

  pay(sum: number, now: number): void {
    this.received += sum;
    this.lookAtMoney(now);
  }

  /** Answers whether it may; what changes nothing is not asked. */
  amend({ street, postage }: AmendmentWish): boolean {
    if (this.cancellation === 'requested' || this.cancellation === 'done') return false;
    if (this.amendment?.state === 'requested') return false;
    const changes = [
      ...(street !== null && street !== this.street ? ['ship-to'] : []),
      ...(postage !== null && postage !== this.postage ? ['charges'] : []),
    ];
    if (changes.length === 0) return true;
    const number = (this.amendment?.number ?? 0) + 1;
    const differenceYen = (postage ?? this.postage) - this.postage;
    this.amendment = { number, changes, differenceYen, street, postage, state: 'requested', reason: null };
    this.say({
      type: 'order.amendment-requested',
      amendment: number,
      changes,
      total: this.total + differenceYen,
      differenceYen,
    });
    return true;
  }

  private lookAtMoney(now: number): void {
    if (this.holds.size === 0 || this.cancellation === 'requested' || this.cancellation === 'done') return;
    const left = new Set([...this.holds].filter((hold) => hold !== SHORT_OF_TIME && hold !== DIFFERS));
    if (this.received !== this.total) left.add(DIFFERS);
    if (left.size === 0) this.confirmIt();
    else if (![...left].every((hold) => this.holds.has(hold)) || left.size !== this.holds.size)
      this.hold([...left], now);
  }

  /** Answers whether it may. */
  confirm(): boolean {
    if (this.cancellation === 'requested' || this.cancellation === 'done') return false;
    if (!this.confirmed) this.confirmIt();
    return true;
  }

  reject(): boolean {
    if (this.confirmed) return false;
    this.askToCancel('hold-rejected');
    return true;
  }

  askToCancel(reason: string): void {
    if (this.cancellation !== 'none') return;
    this.cancellation = 'requested';
    this.reason = reason;
    this.deadline = null;
    this.say({ type: 'order.cancellation-requested', reason });
  }

  timeIsOver(now: number): void {
    if (this.deadline === null || this.deadline > now) return;
    this.askToCancel(this.holds.has(SHORT_OF_TIME) ? 'payment-expired' : 'hold-expired');
  }

  hear(
    fact: ModelFact,
    parcelsOf: (fact: ModelFact) => ReadonlyMap<string, readonly Units[]>,
    now: number,
  ): void {
    switch (fact.type) {
      case 'stock.reserved':
        add(this.setAside, fact.lines);
        add(this.cutShort, fact.cancelled);
        if (this.lines.every(({ sku, quantity }) => this.cutShort.get(sku) === quantity))
          this.askToCancel('nothing-in-stock');
        break;
      case 'stock.released':
        add(this.setAside, fact.lines, -1);
        break;
      case 'parcels.planned':
        for (const [id, lines] of parcelsOf(fact)) this.parcels.set(id, { status: 'planned', lines });
        break;
      case 'parcel.packed':
        this.parcels.get(fact.parcelId)!.status = 'packed';
        break;
      case 'parcel.dispatched':
        this.parcels.get(fact.parcelId)!.status = 'dispatched';
        break;
      case 'parcel.delivered':
        this.parcels.get(fact.parcelId)!.status = 'delivered';
        break;
      case 'parcels.voided':
        for (const parcel of this.parcels.values()) parcel.status = 'voided';
        this.cancellation = 'done';
        this.holds.clear();
        this.deadline = null;
        this.say({ type: 'order.cancelled', reason: this.reason! });
        break;
      case 'cancellation.refused':
        this.cancellation = 'refused';
        break;
      case 'amendment.accepted':
        for (const id of fact.parcelIds) this.parcels.get(id)!.status = 'voided';
        if (this.cancellation === 'done') this.refuseAmendment('cancelled');
        else this.becomeAsAmended(now);
        break;
      case 'amendment.refused':
        this.refuseAmendment(fact.reason);
        break;
      case 'scan.blocked':
        this.nearMisses += 1;
        break;
      case 'stock.backordered':
        break;
      case 'order.placed':
      case 'order.held':
      case 'order.confirmed':
      case 'order.cancellation-requested':
      case 'order.cancelled':
      case 'order.amendment-requested':
      case 'order.amended':
      case 'order.amendment-refused':
        throw new Error(`order hears its own ${fact.type}`);
    }
  }

  /** As the API must show it. */
  shown(): object {
    return {
      status: this.status(),
      heldFor: [...this.holds].sort(),
      deadline: this.deadline === null ? null : new Date(this.deadline).toISOString(),
      confirmed: this.confirmed,
      cancellation: this.cancellation === 'none' ? null : { state: this.cancellation, reason: this.reason },
      total: this.total,
      amendment: this.amendment && {
        number: this.amendment.number,
        state: this.amendment.state,
        reason: this.amendment.reason,
        differenceYen: this.amendment.differenceYen,
      },
      received: this.received,
      nearMisses: this.nearMisses,
      lines: this.lines.map((line) => ({ sku: line.sku, ...this.counts(line) })),
      parcels: Object.fromEntries(
        [...this.parcels]
          .map(([id, { status }]) => [id, status] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    };
  }

  status(): string {
    const lines = this.lines.map((line) => this.counts(line));
    const sum = (of: 'ordered' | 'reserved' | 'packed' | 'shipped' | 'cancelled'): number =>
      lines.reduce((total, line) => total + line[of], 0);
    const open = sum('ordered') - sum('shipped') - sum('cancelled');
    if (this.cancellation === 'done') return 'cancelled';
    if (this.cancellation === 'requested') return 'cancelling';
    if (open === 0 && sum('shipped') > 0) return this.isUnderWay() ? 'shipped' : 'delivered';
    if (this.holds.size > 0)
      return this.holds.size === 1 && this.holds.has(SHORT_OF_TIME) ? SHORT_OF_TIME : 'held';
    if (sum('shipped') > 0) return 'partly-shipped';
    if (open > 0 && sum('packed') === open) return 'packed';
    if (open > 0 && sum('reserved') === open) return 'awaiting-packing';
    if (this.wish.shortStock === 'ship-available' && sum('reserved') > 0) return 'awaiting-packing';
    return 'awaiting-stock';
  }

  private becomeAsAmended(now: number): void {
    const { number, changes, differenceYen, street, postage } = this.amendment!;
    this.amendment!.state = 'accepted';
    this.total += differenceYen;
    this.street = street ?? this.street;
    this.postage = postage ?? this.postage;
    this.say({ type: 'order.amended', amendment: number, changes, differenceYen });
    if (this.received > 0) this.lookAtMoney(now);
  }

  private refuseAmendment(reason: string): void {
    const { number } = this.amendment!;
    this.amendment = { ...this.amendment!, state: 'refused', reason };
    this.say({ type: 'order.amendment-refused', amendment: number, reason });
  }

  private isUnderWay(): boolean {
    return [...this.parcels.values()].some(({ status }) => status === 'dispatched' || status === 'packed');
  }

  private counts({ sku, quantity }: Units) {
    const inParcels = (...statuses: KnownParcel['status'][]): number =>
      [...this.parcels.values()]
        .filter(({ status }) => statuses.includes(status))
        .flatMap(({ lines }) => lines)
        .reduce((sum, line) => (line.sku === sku ? sum + line.quantity : sum), 0);
    const packed = inParcels('packed');
    const shipped = inParcels('dispatched', 'delivered');
    return {
      ordered: quantity,
      // What is packed or gone was set aside, whether or not that was heard.
      reserved: Math.max(this.setAside.get(sku) ?? 0, packed + shipped) - shipped,
      packed,
      shipped,
      cancelled: this.cancellation === 'done' ? quantity - shipped : (this.cutShort.get(sku) ?? 0),
    };
  }

  private hold(reasons: readonly string[], now: number): void {
    this.holds.clear();
    reasons.forEach((reason) => this.holds.add(reason));
    this.deadline = now + (this.holds.has(SHORT_OF_TIME) ? PAYMENT_MS : LOOK_MS);
    this.say({ type: 'order.held', reasons, deadline: this.deadline });
  }

  private confirmIt(): void {
    this.holds.clear();
    this.deadline = null;
    this.confirmed = true;
    this.say({ type: 'order.confirmed' });
  }
}

const add = (to: Map<string, number>, units: readonly Units[], sign = 1): void => {
  for (const { sku, quantity } of units) to.set(sku, (to.get(sku) ?? 0) + sign * quantity);
};
