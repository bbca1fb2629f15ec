import type { ModelFact, Units } from './facts.js';
import type { CrewSteps, OrderWish } from './script.js';

export type CrewStep = 'pack' | 'close' | 'hand-over' | 'deliver';
const LEADS_TO = {
  pack: 'packed',
  close: 'closed',
  'hand-over': 'dispatched',
  deliver: 'delivered',
} as const;
const NEXT: Readonly<Partial<Record<ModelParcel['status'], CrewStep>>> = {
  planned: 'pack',
  packed: 'close',
  closed: 'hand-over',
  dispatched: 'deliver',
};

export interface ModelParcel {
  readonly parcelId: string;
  readonly order: number;
  readonly lines: readonly Units[];
  status: 'planned' | 'packed' | 'closed' | 'dispatched' | 'delivered' | 'voided';
  /** The last step the crew has done with it. */
  done: CrewStep | undefined;
}

/** What was planned together; its parcels are learned a moment later. */
interface Plan {
  readonly lines: readonly Units[];
  readonly parcels: ModelParcel[];
  voided: boolean;
}

interface Shipment {
  confirmed: boolean;
  voided: boolean;
  readonly reservations: Map<number, { readonly lines: readonly Units[]; readonly last: boolean }>;
  /** Reservations whose units stand in parcels. */
  readonly planned: Set<number>;
  readonly plans: Plan[];
  /** Units of parcels that an amendment voided. */
  returned: readonly Units[];
}

/** What shipping knows: which parcels there are and how far the crew has come. */
export class ShippingModel {
  readonly parcels: ModelParcel[] = [];
  private readonly shipments = new Map<number, Shipment>();
  private readonly planOf = new Map<ModelFact, Plan>();

  constructor(private readonly say: (order: number, fact: ModelFact) => void) {}

  hear(order: number, fact: ModelFact, wish: OrderWish): void {
    const shipment = this.shipment(order);
    if (fact.type === 'order.cancellation-requested') return this.answer(order, shipment);
    if (fact.type === 'order.amendment-requested') return this.amend(order, shipment, fact, wish);
    if (shipment.voided) return;
    if (fact.type === 'order.confirmed') shipment.confirmed = true;
    if (fact.type === 'stock.reserved') {
      const last = fact.outstanding.every(({ quantity }) => quantity === 0);
      shipment.reservations.set(fact.reservation, { lines: fact.lines, last });
    }
    this.plan(order, shipment, wish);
  }

  /** The shop has chosen the parcels of a plan. */
  learn(
    order: number,
    fact: ModelFact,
    parcels: readonly { readonly parcelId: string; readonly lines: readonly Units[] }[],
  ): void {
    const plan = this.planOf.get(fact)!;
    const status = plan.voided || this.shipment(order).voided ? 'voided' : 'planned';
    for (const { parcelId, lines } of parcels) {
      const parcel: ModelParcel = { parcelId, order, lines, status, done: undefined };
      this.parcels.push(parcel);
      plan.parcels.push(parcel);
    }
  }

  /** The steps the crew takes now. */
  stepsOf(parcel: ModelParcel, steps: CrewSteps): readonly CrewStep[] {
    if (steps === 'again') return parcel.done && parcel.done !== 'pack' ? [parcel.done] : [];
    const next = parcel.status === 'voided' ? stoppedAt(parcel) : NEXT[parcel.status];
    if (next === undefined) return [];
    if (steps === 'next' || parcel.status === 'voided' || next === 'deliver') return [next];
    const all: readonly CrewStep[] = ['pack', 'close', 'hand-over'];
    return all.slice(all.indexOf(next));
  }

  /** Answers whether the step is possible. */
  work(parcel: ModelParcel, step: CrewStep): boolean {
    const { order, parcelId, lines } = parcel;
    if (parcel.status === 'voided') this.say(order, { type: 'scan.blocked', parcelId });
    if (parcel.status === 'voided' || NEXT[parcel.status] !== step) return false;
    parcel.status = LEADS_TO[step];
    parcel.done = step;
    if (step === 'close') this.say(order, { type: 'parcel.packed', parcelId, lines });
    if (step === 'hand-over') this.say(order, { type: 'parcel.dispatched', parcelId, lines });
    if (step === 'deliver') this.say(order, { type: 'parcel.delivered', parcelId });
    return true;
  }

  private answer(order: number, shipment: Shipment): void {
    const own = this.parcelsOf(order);
    if (own.some(({ status }) => status === 'dispatched' || status === 'delivered'))
      return this.say(order, { type: 'cancellation.refused' });
    shipment.voided = true;
    for (const parcel of own) parcel.status = 'voided';
    const ids = () => this.parcelsOf(order).map(({ parcelId }) => parcelId);
    // Parcels planned a moment ago are learned later, and are among the voided ones.
    this.say(order, {
      type: 'parcels.voided',
      get parcelIds() {
        return ids();
      },
    });
  }

  /** Too late once a label is printed; else what goes elsewhere, or collects another sum, is packed anew. */
  private amend(
    order: number,
    shipment: Shipment,
    { amendment, changes }: Extract<ModelFact, { type: 'order.amendment-requested' }>,
    wish: OrderWish,
  ): void {
    const reason = shipment.voided ? 'cancelled' : tooLate(this.parcelsOf(order));
    if (reason !== undefined) return this.say(order, { type: 'amendment.refused', amendment, reason });
    const collects = shipment.confirmed && (wish.paying === 'cod' || wish.paying === 'cod-large');
    const concerned = changes.includes('ship-to') || collects;
    const stopped = concerned ? shipment.plans.filter(({ voided }) => !voided) : [];
    for (const plan of stopped) {
      plan.voided = true;
      for (const parcel of plan.parcels) parcel.status = 'voided';
    }
    this.say(order, {
      type: 'amendment.accepted',
      amendment,
      get parcelIds() {
        return stopped.flatMap(({ parcels }) => parcels.map(({ parcelId }) => parcelId));
      },
    });
    shipment.returned = stopped.flatMap(({ lines }) => lines);
    this.plan(order, shipment, wish);
  }

  private parcelsOf(order: number): readonly ModelParcel[] {
    return this.parcels.filter((parcel) => parcel.order === order);
  }

  private plan(order: number, shipment: Shipment, { shortStock }: OrderWish): void {
    const { confirmed, reservations, planned } = shipment;
    const isWhole = [...reservations].some(
      ([number, { last }]) =>
        last && [...reservations.keys()].filter((known) => known <= number).length === number,
    );
    if (!confirmed || (!isWhole && shortStock !== 'ship-available')) return;
    const due = [...reservations].filter(([number]) => !planned.has(number));
    due.forEach(([number]) => planned.add(number));
    const lines = [...shipment.returned, ...due.flatMap(([, reservation]) => reservation.lines)].filter(
      ({ quantity }) => quantity > 0,
    );
    shipment.returned = [];
    if (lines.length === 0) return;
    const fact: ModelFact = { type: 'parcels.planned', lines };
    const plan: Plan = { lines, parcels: [], voided: false };
    shipment.plans.push(plan);
    this.planOf.set(fact, plan);
    this.say(order, fact);
  }

  private shipment(order: number): Shipment {
    const shipment = this.shipments.get(order) ?? {
      confirmed: false,
      voided: false,
      reservations: new Map(),
      planned: new Set(),
      plans: [],
      returned: [],
    };
    this.shipments.set(order, shipment);
    return shipment;
  }
}

/** Somebody who goes on with a voided parcel is stopped where its work stood. */
const stoppedAt = ({ done }: ModelParcel): CrewStep => (done === undefined ? 'pack' : 'hand-over');

/** Why parcels may not be packed anew any more. */
const tooLate = (parcels: readonly ModelParcel[]): string | undefined => {
  const are = (...statuses: ModelParcel['status'][]): boolean =>
    parcels.some(({ status }) => statuses.includes(status));
  if (are('dispatched', 'delivered')) return 'already-dispatched';
  if (are('closed')) return 'already-closed';
  return are('packed') ? 'already-labelled' : undefined;
};
