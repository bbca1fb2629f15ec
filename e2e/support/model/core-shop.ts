import { allocate, type Grant, type OpenLine } from '../../../libs/inventory/src/allocation/allocate.js';
import { issue } from '../../../libs/inventory/src/issue-stock/issue.js';
import { newLines } from '../../../libs/inventory/src/reserve-stock/new-lines.js';
import type { AmendOrderDto } from '../../../libs/order/src/amend-order/amend-order.dto.js';
import {
  type AmendableOrder,
  amendedOrder,
  changesOf,
} from '../../../libs/order/src/amend-order/amended-order.js';
import { follow } from '../../../libs/order/src/follow-order/follow.js';
import { countersOf } from '../../../libs/order/src/order/counters.js';
import type { HeardEvent } from '../../../libs/order/src/order/followed.js';
import { holdReasons } from '../../../libs/order/src/order/hold-rules.js';
import { openOrder } from '../../../libs/order/src/order/open-order.js';
import { decide, evolve, isRejection, type OrderCommand } from '../../../libs/order/src/order/order.js';
import type { OwnEvent } from '../../../libs/order/src/order/order-events.js';
import type { Order } from '../../../libs/order/src/order/order-state.js';
import { statusOf } from '../../../libs/order/src/order/status.js';
import { answerAmendment } from '../../../libs/shipping/src/amend-parcels/answer-amendment.js';
import * as parcels from '../../../libs/shipping/src/parcel/parcel.js';
import {
  amendShipment,
  hearConfirmed,
  hearReserved,
  type Shipment,
  unitsPlanned,
  unitsToPlan,
  voidShipment,
} from '../../../libs/shipping/src/shipment/shipment.js';
import { answerCancellation } from '../../../libs/shipping/src/void-parcels/answer-cancellation.js';
import { amendmentBody } from './amendment-body.js';
import type { Units } from './facts.js';
import type { OrderWish, Script } from './script.js';
import { type Deed, type LaneName, priceOf, type Speaker } from './shop-model.js';

/** A fact as the cores make it. */
export interface CoreFact {
  readonly type: string;
  readonly data: any;
}

const GRAMS = 700;
const CARRIAGE = { carrier: 'yamato', service: 'takkyubin', plannedYen: 1 };

interface Claim extends OpenLine {
  readonly placedAt: number;
  held: number;
  waiting: number;
}

/** The pure cores of order, inventory and shipping with nothing but arrays around them: the same deeds, no I/O. */
export class CoreShop {
  readonly orders: Order[] = [];
  private readonly facts = new Map<string, CoreFact[]>();
  private readonly shelves: Map<string, { sku: string; onHand: number; free: number; safety: number }>;
  private readonly claims: Claim[] = [];
  private readonly demands = new Map<number, { placed: boolean; voided: boolean; reservations: number }>();
  private readonly shipments = new Map<number, Shipment>();
  private readonly parcels = new Map<string, parcels.Parcel>();
  private readonly left = new Set<string>();
  private readonly paid = new Set<number>();
  private readonly cards: AmendableOrder[] = [];
  private readonly wanted: AmendableOrder[] = [];
  private readonly amended = new Set<number>();
  private at = new Date(0).toISOString();

  constructor(script: Script, skus: readonly string[]) {
    this.shelves = new Map(
      skus.map((sku, nth) => {
        const onHand = script.onHand[nth]!;
        return [sku, { sku, onHand, free: onHand, safety: script.safety[nth]! }];
      }),
    );
  }

  setClock(now: number): void {
    this.at = new Date(now).toISOString();
  }

  said(speaker: Speaker, order: number): readonly CoreFact[] {
    return this.facts.get(`${speaker} ${order}`) ?? [];
  }

  timeGoesBy(): void {
    for (const order of this.orders.keys()) this.command(order, { type: 'deadline-passed', at: this.at });
  }

  /** Answers whether it may. */
  perform(deed: Deed): boolean {
    switch (deed.deed) {
      case 'place':
        this.place(deed);
        return true;
      case 'pay':
        if (this.paid.has(deed.payment)) return true;
        this.paid.add(deed.payment);
        return this.command(deed.order, {
          type: 'record-payment',
          at: this.at,
          amount: deed.yen,
          receivedAt: this.at,
        });
      case 'cancel':
        return this.command(deed.order, { type: 'cancel', at: this.at, reason: 'buyer-asked' });
      case 'amend':
        return this.amend(deed);
      case 'confirm':
      case 'reject':
        return this.command(deed.order, { type: deed.deed, at: this.at });
      case 'receive':
      case 'adjust':
        return this.move(deed.sku, deed.by);
      case 'crew':
        return this.work(deed);
      case 'ail':
      case 'mend':
        return true;
    }
  }

  hear({ listener, order }: LaneName, { type, data }: CoreFact): void {
    if (listener === 'order') {
      const heard = { type, at: this.at, data } as HeardEvent;
      const followed = follow(this.orders[order]!, heard, this.at);
      this.orders[order] = followed.order;
      this.state(order, followed.own);
    }
    if (listener === 'inventory') {
      if (type === 'order.placed') this.reserve(order, data);
      if (type === 'parcels.voided') this.release(order);
      if (type === 'parcel.dispatched') this.issue(data);
    }
    if (listener === 'shipping') this.ship(order, type, data);
  }

  shown(order: number): object {
    const core = this.orders[order]!;
    const { holds, deadline, confirmedAt, cancellation, amendment, total, payment, nearMisses } = core;
    return {
      status: statusOf(core),
      heldFor: [...holds].sort(),
      deadline,
      confirmed: confirmedAt !== null,
      cancellation:
        cancellation.state === 'none' ? null : { state: cancellation.state, reason: cancellation.reason },
      total,
      amendment: amendment.state === 'none' ? null : amendmentTold(amendment),
      received: payment.amount,
      nearMisses,
      lines: countersOf(core).map(({ sku, ordered, reserved, packed, shipped, cancelled }) => ({
        sku,
        ordered,
        reserved,
        packed,
        shipped,
        cancelled,
      })),
      parcels: Object.fromEntries(
        core.parcels
          .map(({ parcelId, status }) => [parcelId, status] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    };
  }

  shownStock(sku: string): object {
    const { onHand, free, safety } = this.shelves.get(sku)!;
    const waiting = this.claims.reduce((sum, claim) => (claim.sku === sku ? sum + claim.waiting : sum), 0);
    return { onHand, reserved: onHand - free, free, available: Math.max(0, free - safety), safety, waiting };
  }

  private place({ order, wish, lines }: Extract<Deed, { deed: 'place' }>): void {
    const total = lines.reduce((sum, { quantity }) => sum + quantity * priceOf(wish), 0);
    const method = wish.paying === 'cod-large' ? 'cod' : wish.paying;
    const payment = {
      method,
      status: ({ prepaid: 'paid', 'bank-transfer': 'awaiting', cod: 'on-delivery' } as const)[method],
      amount: method === 'prepaid' ? total : 0,
    };
    const placed = {
      orderId: String(order),
      shortStock: wish.shortStock,
      total,
      payment,
      lines: lines.map((line) => ({ lineId: line.sku, ...line })),
    };
    const holds = holdReasons({ payment, total, hasRemarks: wish.hasRemarks, knownBuyer: false });
    const opened = openOrder(placed, holds, this.at);
    this.orders.push(opened.order);
    this.cards.push(cardOf(wish, lines, total));
    this.say('order', order, 'order.placed', { ...placed, placedAt: this.at });
    this.state(order, [opened.event]);
  }

  private amend(deed: Extract<Deed, { deed: 'amend' }>): boolean {
    const { order, attempt } = deed;
    if (this.amended.has(attempt)) return true;
    const before = this.cards[order]!;
    const wanted = { ...before, ...amendedOrder(before, amendmentBody(deed) as AmendOrderDto) };
    const changes = changesOf(before, wanted);
    const done = this.command(order, { type: 'amend', at: this.at, changes, wanted: wanted as any });
    if (!done) return false;
    this.amended.add(attempt);
    if (changes.length > 0) this.wanted[order] = wanted;
    return true;
  }

  private command(order: number, command: OrderCommand): boolean {
    const own = decide(this.orders[order]!, command);
    if (isRejection(own)) return false;
    this.orders[order] = own.reduce<Order>(evolve, this.orders[order]!);
    this.state(order, own);
    return true;
  }

  private state(order: number, own: readonly OwnEvent[]): void {
    for (const { type, data } of own) {
      if (type === 'order.amended') this.cards[order] = this.wanted[order]!;
      if (type === 'order.amendment-requested')
        this.say('order', order, type, { ...data, destination: {}, delivery: {}, addressId: '', shipTo: {} });
      else if (type !== 'payment.recorded') this.say('order', order, type, data);
    }
  }

  private reserve(order: number, placed: any): void {
    const demand = this.demand(order);
    demand.placed = true;
    if (demand.voided) return this.say('inventory', order, 'stock.released', { lines: [] });
    const { fresh } = allocate(newLines(placed), this.shelves.values(), []);
    for (const { line, granted, waiting } of fresh) {
      this.shelves.get(line.sku)!.free -= granted;
      this.claims.push({ ...line, held: granted, waiting });
    }
    const units = (of: 'granted' | 'waiting' | 'cancelled') => unitsOf(fresh, of);
    const waiting = units('waiting');
    if (units('granted').length + units('cancelled').length > 0) {
      demand.reservations = 1;
      this.say('inventory', order, 'stock.reserved', {
        reservation: 1,
        lines: units('granted'),
        outstanding: waiting,
        cancelled: units('cancelled'),
      });
    }
    if (waiting.length > 0) this.say('inventory', order, 'stock.backordered', { lines: waiting });
  }

  private release(order: number): void {
    const demand = this.demand(order);
    if (demand.voided) return;
    demand.voided = true;
    if (!demand.placed) return;
    const own = this.claims.filter(({ orderId }) => orderId === String(order));
    const lines = own.map(({ lineId, sku, held }) => ({ lineId, sku, quantity: held }));
    this.say('inventory', order, 'stock.released', { lines });
    for (const claim of own) {
      this.shelves.get(claim.sku)!.free += claim.held;
      claim.held = claim.waiting = 0;
    }
    this.serve();
  }

  private issue({ orderId, parcelId, lines }: any): void {
    const shipped = lines.map((line: object) => ({ orderId, parcelId, ...line }));
    for (const line of issue(shipped, this.claims, this.left)) {
      this.claims.find((claim) => claim.orderId === orderId && claim.lineId === line.lineId)!.held -=
        line.quantity;
      this.shelves.get(line.sku)!.onHand -= line.quantity;
      this.left.add(`${parcelId} ${orderId} ${line.lineId}`);
    }
  }

  private move(sku: string, by: number): boolean {
    const shelf = this.shelves.get(sku)!;
    if (shelf.free + by < 0) return false;
    shelf.onHand += by;
    shelf.free += by;
    this.serve();
    return true;
  }

  private serve(): void {
    const queue = this.claims
      .filter(({ waiting }) => waiting > 0)
      .sort((a, b) => a.placedAt - b.placedAt)
      .map((claim) => ({ ...claim, quantity: claim.waiting, claim }));
    const served = new Map<string, { lineId: string; sku: string; quantity: number }[]>();
    for (const { line, granted } of allocate([], this.shelves.values(), queue).queued) {
      if (granted === 0) continue;
      const { claim } = line as (typeof queue)[number];
      claim.held += granted;
      claim.waiting -= granted;
      this.shelves.get(line.sku)!.free -= granted;
      const lines = served.get(line.orderId) ?? [];
      served.set(line.orderId, [...lines, { lineId: line.lineId, sku: line.sku, quantity: granted }]);
    }
    for (const [orderId, lines] of served) {
      const demand = this.demand(Number(orderId));
      demand.reservations += 1;
      const outstanding = this.claims
        .filter((claim) => claim.orderId === orderId && claim.waiting > 0)
        .map(({ lineId, sku, waiting }) => ({ lineId, sku, quantity: waiting }));
      const { reservations: reservation } = demand;
      this.say('inventory', Number(orderId), 'stock.reserved', {
        reservation,
        lines,
        outstanding,
        cancelled: [],
      });
    }
  }

  private ship(order: number, type: string, data: any): void {
    const before = this.shipment(order);
    if (type === 'order.cancellation-requested') return this.answer(order, before);
    if (type === 'order.amendment-requested') return this.answerAmendment(order, before, data);
    const after =
      type === 'order.confirmed'
        ? hearConfirmed(before, this.confirmedOrder(order))
        : hearReserved(before, data);
    this.plan(order, after);
  }

  private plan(order: number, after: Shipment): void {
    const units = unitsToPlan(after);
    this.shipments.set(order, units.length > 0 ? unitsPlanned(after) : after);
    if (units.length === 0) return;
    const parcelId = `parcel ${this.parcels.size}`;
    const merged = [...new Set(units.map(({ sku }) => sku))].map((sku) => ({
      lineId: sku,
      sku,
      quantity: units.reduce((sum, line) => (line.sku === sku ? sum + line.quantity : sum), 0),
    }));
    this.parcels.set(parcelId, {
      status: 'planned',
      parcelId,
      orderId: String(order),
      lines: merged.map((line) => ({
        ...line,
        barcodes: [],
        scanned: 0,
        marks: [],
        missing: 0,
        countable: false,
      })),
      packageCode: 'C80',
      carriage: CARRIAGE,
      weightGrams: null,
      station: null,
      held: null,
      label: null,
    });
    this.say('shipping', order, 'parcels.planned', { parcels: [{ parcelId, lines: merged, ...CARRIAGE }] });
  }

  private answerAmendment(order: number, shipment: Shipment, asked: any): void {
    const { amendment } = asked;
    const own = [...this.parcels.values()].filter(({ orderId }) => orderId === String(order));
    const ways = own.map(({ parcelId, status, label }) => ({ parcelId, status, labelled: label !== null }));
    const answer = answerAmendment({ ...shipment, parcelCount: own.length }, ways, asked, this.at);
    if ('refused' in answer)
      return this.say('shipping', order, 'amendment.refused', { amendment, reason: answer.refused });
    for (const { parcelId, event } of answer.voided)
      this.parcels.set(parcelId, parcels.evolve(this.parcels.get(parcelId)!, event));
    const parcelIds = answer.voided.map(({ parcelId }) => parcelId);
    this.say('shipping', order, 'amendment.accepted', { amendment, parcelIds });
    this.plan(
      order,
      amendShipment(
        shipment,
        asked,
        parcelIds.flatMap((parcelId) => this.unitsIn(parcelId)),
      ),
    );
  }

  private answer(order: number, shipment: Shipment): void {
    const own = [...this.parcels.values()].filter(({ orderId }) => orderId === String(order));
    const answer = answerCancellation(own, this.at);
    if ('refused' in answer)
      return this.say('shipping', order, 'cancellation.refused', { reason: answer.refused });
    this.shipments.set(order, voidShipment(shipment));
    for (const { parcelId, event } of answer.voided)
      this.parcels.set(parcelId, parcels.evolve(this.parcels.get(parcelId)!, event));
    this.say('shipping', order, 'parcels.voided', { parcelIds: answer.stays });
  }

  private work({ parcel: { parcelId, order, lines }, step }: Extract<Deed, { deed: 'crew' }>): boolean {
    const waybill = `waybill of ${parcelId}`;
    const { status } = this.parcels.get(parcelId)!;
    const commands: Record<typeof step, readonly parcels.ParcelCommand[]> = {
      pack: [
        ...lines.flatMap(({ sku, quantity }) =>
          Array.from(
            { length: quantity },
            () => ({ type: 'scan', barcode: sku, count: 1, knownSku: sku }) as const,
          ),
        ),
        { type: 'weigh', grams: GRAMS, carriage: CARRIAGE, expected: null, accepted: null },
        { type: 'ask-label', mode: 'after-check', at: this.at },
        { type: 'record-waybill', trackingNumber: waybill, issue: 1 },
      ],
      close: [{ type: 'close', waybill: { number: waybill, isVoid: status === 'voided' }, at: this.at }],
      'hand-over': [{ type: 'hand-over', waybill, isVoid: status === 'voided', at: this.at }],
      deliver: [{ type: 'deliver', at: this.at }],
    };
    for (const command of commands[step]) {
      const parcel = this.parcels.get(parcelId)!;
      const events = parcels.decide(parcel, command);
      if (parcels.isRejection(events)) {
        if (events.kind === 'blocked') this.say('shipping', order, 'scan.blocked', { parcelId });
        return false;
      }
      this.parcels.set(parcelId, events.reduce<parcels.Parcel>(parcels.evolve, parcel));
    }
    const said = { close: 'parcel.packed', 'hand-over': 'parcel.dispatched', deliver: 'parcel.delivered' };
    if (step !== 'pack') this.say('shipping', order, said[step], { parcelId, lines: this.unitsIn(parcelId) });
    return true;
  }

  private unitsIn(parcelId: string): any[] {
    return this.parcels.get(parcelId)!.lines.map(({ lineId, sku, quantity }) => ({ lineId, sku, quantity }));
  }

  /** Of a confirmation the join of shipping asks only for this. */
  private confirmedOrder(order: number): any {
    const { shortStock, payment, total, lines } = this.orders[order]!;
    return { shortStock, payment, money: { total }, lines, destination: {}, delivery: {} };
  }

  private say(speaker: Speaker, order: number, type: string, data: object): void {
    const all = this.facts.get(`${speaker} ${order}`) ?? [];
    this.facts.set(`${speaker} ${order}`, all);
    all.push({ type, data: { orderId: String(order), ...data } });
  }

  private demand(order: number) {
    const demand = this.demands.get(order) ?? { placed: false, voided: false, reservations: 0 };
    this.demands.set(order, demand);
    return demand;
  }

  private shipment(order: number): Shipment {
    return (
      this.shipments.get(order) ?? {
        orderId: String(order),
        confirmed: null,
        reservations: [],
        voided: false,
        amended: null,
        answered: null,
      }
    );
  }
}

const unitsOf = (grants: readonly Grant[], of: 'granted' | 'waiting' | 'cancelled') =>
  grants
    .filter((grant) => grant[of] > 0)
    .map(({ line: { lineId, sku }, [of]: quantity }) => ({ lineId, sku, quantity }));

const amendmentTold = (amendment: Exclude<Order['amendment'], { state: 'none' }>) => ({
  number: amendment.amendment,
  state: amendment.state,
  reason: amendment.state === 'refused' ? amendment.reason : null,
  differenceYen: amendment.differenceYen,
});

/** As far as an amendment looks at it. */
const cardOf = (wish: OrderWish, lines: readonly Units[], total: number): AmendableOrder => ({
  contact: { name: '山田 花子', email: 'hanako@example.com' },
  shipTo: {
    name: '山田 花子',
    postalCode: '100-0001',
    prefecture: '東京都',
    city: '千代田区',
    street: '千代田1-1',
  },
  prefecture: 13,
  delivery: { mode: 'any' },
  money: { currency: 'JPY', taxMode: 'included', charges: [], discounts: [], total },
  lines: lines.map(({ sku, quantity }) => ({
    lineId: sku,
    sku,
    quantity,
    unitPrice: priceOf(wish),
    taxRate: 10,
  })),
});
