import type { ModelFact, Units } from './facts.js';
import type { ShortStock } from './script.js';

/** The shelf of one sku: what lies there, of that what is promised, and what is never promised. */
interface Shelf {
  onHand: number;
  promised: number;
  readonly safety: number;
}

/** What inventory knows of one order line. */
interface Claim {
  readonly order: number;
  readonly sku: string;
  held: number;
  waiting: number;
}

/** What inventory knows of an order. */
interface Demand {
  placed: boolean;
  voided: boolean;
  reservations: number;
}

/** Who has which units. Orders are numbered as they were placed, which is their place in every queue. */
export class StockModel {
  readonly shelves: ReadonlyMap<string, Shelf>;
  private readonly claims: Claim[] = [];
  private readonly demands = new Map<number, Demand>();

  constructor(
    shelves: readonly { readonly sku: string; readonly onHand: number; readonly safety: number }[],
    private readonly say: (order: number, fact: ModelFact) => void,
  ) {
    this.shelves = new Map(shelves.map(({ sku, onHand, safety }) => [sku, { onHand, safety, promised: 0 }]));
  }

  hear(
    order: number,
    fact: ModelFact,
    wants: { readonly lines: readonly Units[]; readonly shortStock: ShortStock },
  ): void {
    if (fact.type === 'order.placed') this.reserve(order, wants.lines, wants.shortStock);
    if (fact.type === 'parcels.voided') this.release(order);
    if (fact.type === 'parcel.dispatched') this.issue(order, fact.lines);
  }

  /** Answers whether it may: what is promised cannot go. */
  move(sku: string, by: number): boolean {
    const shelf = this.shelf(sku);
    if (shelf.onHand + by < shelf.promised) return false;
    shelf.onHand += by;
    this.serve();
    return true;
  }

  /** Units that have to come in before nobody waits for the sku. */
  missing(sku: string): number {
    const waiting = this.claims.reduce((sum, claim) => (claim.sku === sku ? sum + claim.waiting : sum), 0);
    const { onHand, promised, safety } = this.shelf(sku);
    return waiting === 0 ? 0 : waiting + Math.max(0, safety - (onHand - promised));
  }

  waits(order: number): boolean {
    return this.claims.some((claim) => claim.order === order && claim.waiting > 0);
  }

  /** As the API must show it. */
  shown(sku: string): object {
    const { onHand, promised, safety } = this.shelf(sku);
    const waiting = this.claims.reduce((sum, claim) => (claim.sku === sku ? sum + claim.waiting : sum), 0);
    return {
      onHand,
      reserved: promised,
      free: onHand - promised,
      available: this.toGive(sku),
      safety,
      waiting,
    };
  }

  private reserve(order: number, lines: readonly Units[], shortStock: ShortStock): void {
    const demand = this.demand(order);
    demand.placed = true;
    if (demand.voided) return this.say(order, { type: 'stock.released', lines: [] });
    const granted: Units[] = [];
    const waiting: Units[] = [];
    const cancelled: Units[] = [];
    for (const { sku, quantity } of lines) {
      const got = Math.min(this.toGive(sku), quantity);
      const short = quantity - got;
      this.shelf(sku).promised += got;
      granted.push({ sku, quantity: got });
      (shortStock === 'cancel-short' ? cancelled : waiting).push({ sku, quantity: short });
      this.claims.push({ order, sku, held: got, waiting: shortStock === 'cancel-short' ? 0 : short });
    }
    if (some(granted) || some(cancelled)) {
      demand.reservations = 1;
      this.say(order, {
        type: 'stock.reserved',
        reservation: 1,
        lines: granted,
        outstanding: waiting,
        cancelled,
      });
    }
    if (some(waiting)) this.say(order, { type: 'stock.backordered', lines: waiting });
  }

  private release(order: number): void {
    const demand = this.demand(order);
    if (demand.voided) return;
    demand.voided = true;
    if (!demand.placed) return;
    const own = this.claims.filter((claim) => claim.order === order);
    this.say(order, { type: 'stock.released', lines: own.map(({ sku, held }) => ({ sku, quantity: held })) });
    for (const claim of own) {
      this.shelf(claim.sku).promised -= claim.held;
      claim.held = 0;
      claim.waiting = 0;
    }
    this.serve();
  }

  private issue(order: number, lines: readonly Units[]): void {
    for (const { sku, quantity } of lines) {
      const shelf = this.shelf(sku);
      shelf.onHand -= quantity;
      shelf.promised -= quantity;
      this.claims.find((claim) => claim.order === order && claim.sku === sku)!.held -= quantity;
    }
  }

  /** Whatever became free goes to those who wait, the earliest order first. */
  private serve(): void {
    const served = new Map<number, Units[]>();
    for (const claim of [...this.claims].sort((a, b) => a.order - b.order)) {
      const got = Math.min(this.toGive(claim.sku), claim.waiting);
      if (got === 0) continue;
      this.shelf(claim.sku).promised += got;
      claim.held += got;
      claim.waiting -= got;
      served.set(claim.order, [...(served.get(claim.order) ?? []), { sku: claim.sku, quantity: got }]);
    }
    for (const [order, lines] of served) {
      const demand = this.demand(order);
      demand.reservations += 1;
      const outstanding = this.claims
        .filter((claim) => claim.order === order)
        .map(({ sku, waiting }) => ({ sku, quantity: waiting }));
      this.say(order, {
        type: 'stock.reserved',
        reservation: demand.reservations,
        lines,
        outstanding,
        cancelled: [],
      });
    }
  }

  private toGive(sku: string): number {
    const { onHand, promised, safety } = this.shelf(sku);
    return Math.max(0, onHand - promised - safety);
  }

  private shelf(sku: string): Shelf {
    return this.shelves.get(sku)!;
  }

  private demand(order: number): Demand {
    const demand = this.demands.get(order) ?? { placed: false, voided: false, reservations: 0 };
    this.demands.set(order, demand);
    return demand;
  }
}

const some = (units: readonly Units[]): boolean => units.some(({ quantity }) => quantity > 0);
