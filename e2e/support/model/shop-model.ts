import type { ServiceName } from '@okuru/contracts';
import { actsOn } from '../order-lanes.js';
import type { AmendmentWish } from './amendment-body.js';
import type { ModelFact, Units } from './facts.js';
import { OrderModel } from './order-model.js';
import type { Act, Ailment, Amending, CrewSteps, Lag, OrderWish, Round, Script } from './script.js';
import { type CrewStep, type ModelParcel, ShippingModel } from './shipping-model.js';
import { StockModel } from './stock-model.js';

export const SPEAKERS = ['order', 'inventory', 'shipping'] as const satisfies readonly ServiceName[];
export const LISTENERS = [...SPEAKERS, 'notification'] as const satisfies readonly ServiceName[];
export type Speaker = (typeof SPEAKERS)[number];
export type Listener = (typeof LISTENERS)[number];

/** From whom a listener hears of one order. */
export interface LaneName {
  readonly listener: Listener;
  readonly speaker: Speaker;
  /** Number of the order in its script. */
  readonly order: number;
}

/** Facts of a lane that are delivered together: their places among all facts of the speaker. */
export interface Delivery extends LaneName {
  readonly numbers: readonly number[];
  readonly isIll: boolean;
  readonly twice: boolean;
}

/** Something done at the shop, with everything it takes to do it. */
export type Deed =
  | {
      readonly deed: 'place';
      readonly order: number;
      readonly wish: OrderWish;
      readonly lines: readonly Units[];
    }
  | { readonly deed: 'pay'; readonly order: number; readonly yen: number; readonly payment: number }
  | { readonly deed: 'confirm' | 'reject' | 'cancel'; readonly order: number }
  | (AmendmentWish & { readonly deed: 'amend'; readonly order: number; readonly attempt: number })
  | { readonly deed: 'receive' | 'adjust'; readonly sku: string; readonly by: number }
  | { readonly deed: 'crew'; readonly parcel: ModelParcel; readonly step: CrewStep }
  | { readonly deed: 'ail'; readonly lane: LaneName; readonly how: Ailment }
  /** The ill are healed, what makes no sense is given up, and these lanes are redriven one after the other. */
  | { readonly deed: 'mend'; readonly lanes: readonly LaneName[] };

/** What of the unheard a round brings. */
export type Flow = Pick<Round, 'lanes' | 'together' | 'twice'> & { readonly lag?: Lag | null };

interface Said {
  readonly fact: ModelFact;
  readonly number: number;
  readonly round: number;
}

interface Lane extends LaneName {
  readonly unheard: Said[];
  /** What waits behind something that could not be handled; undefined while nothing does. */
  parked: ModelFact[] | undefined;
}

const YEN = 1000;
const YEN_LARGE = 30_000;
/** What is paid too much, so that an amendment may make it right. */
const DEARER_YEN = 500;

/** What buyer, shop and stock may see of the orders of one script, whatever happens to them. */
export class ShopModel {
  readonly orders: OrderModel[] = [];
  readonly said = new Map<string, ModelFact[]>();
  readonly skus: readonly [string, string];
  private readonly stock: StockModel;
  private readonly shipping: ShippingModel;
  private readonly lanes: Lane[] = [];
  private readonly ill = new Set<string>();
  private readonly parcelsIn = new Map<ModelFact, ReadonlyMap<string, readonly Units[]>>();
  private readonly payments: { order: number; yen: number }[] = [];
  /** Amendments that were answered, by the attempt whose key they were asked under. */
  private readonly amended = new Map<number, Deed>();
  private attempts = 0;
  private readonly moved = new Map<string, number>();
  private round = 0;
  private now: number;

  constructor(
    private readonly script: Script,
    name: string,
    now: number,
  ) {
    this.now = now;
    this.skus = [`${name}-a`, `${name}-b`];
    const shelves = this.skus.map((sku, at) => ({
      sku,
      onHand: script.onHand[at]!,
      safety: script.safety[at]!,
    }));
    this.stock = new StockModel(shelves, (order, fact) => this.say('inventory', order, fact));
    this.shipping = new ShippingModel((order, fact) => this.say('shipping', order, fact));
  }

  beginRound(now: number): void {
    this.round += 1;
    this.now = now;
  }

  timeGoesBy(now: number): void {
    this.beginRound(now);
    this.orders.forEach((order) => order.timeIsOver(now));
  }

  /** What the act comes to as things stand. */
  deedsOf(act: Act): readonly Deed[] {
    switch (act.act) {
      case 'place':
        return [this.placing(act.wish)];
      case 'pay':
        return this.paying(act.which, act.sum);
      case 'confirm':
      case 'reject':
      case 'cancel':
        return this.orders.length === 0 ? [] : [{ deed: act.act, order: act.which % this.orders.length }];
      case 'amend':
        return this.amending(act.which, act.how);
      case 'receive':
        return [{ deed: 'receive', sku: this.skus[act.sku], by: act.units }];
      case 'adjust':
        return [{ deed: 'adjust', sku: this.skus[act.sku], by: act.by }];
      case 'crew':
        return this.crewWork(
          this.shipping.parcels[act.which % Math.max(1, this.shipping.parcels.length)],
          act.steps,
        );
      case 'ail':
        return this.ailing(act);
      case 'mend':
        return this.mending();
      case 'none':
        return [];
    }
  }

  /** What is left to do so that everything comes to an end; a round of it at a time. */
  lastDeeds(): readonly Deed[] {
    const mending = this.mending();
    if (mending.length > 0) return mending;
    if (this.lanes.some(({ unheard }) => unheard.length > 0)) return [];
    const crew = this.shipping.parcels
      .filter(({ status }) => !['voided', 'dispatched', 'delivered'].includes(status))
      .flatMap((parcel) => this.crewWork(parcel, 'all'));
    if (crew.length > 0) return crew;
    const waiting = [...this.orders.keys()].filter((order) => this.stock.waits(order));
    const toCancel = waiting.filter((order) => this.orders[order]!.cancellation === 'none');
    if (this.script.ending === 'cancel' && toCancel.length > 0)
      return toCancel.map((order) => ({ deed: 'cancel', order }));
    return this.skus
      .map((sku) => ({ deed: 'receive', sku, by: this.stock.missing(sku) }) as const)
      .filter(({ by }) => by > 0);
  }

  /** Does it, and answers the HTTP status that the shop must answer with; undefined where nobody is asked. */
  apply(deed: Deed): number | undefined {
    switch (deed.deed) {
      case 'place': {
        const { order, wish, lines } = deed;
        const total = lines.reduce((sum, { quantity }) => sum + quantity * priceOf(wish), 0);
        this.orders.push(
          OrderModel.place(wish, lines, total, this.now, (fact) => this.say('order', order, fact)),
        );
        return 201;
      }
      case 'pay':
        if (deed.payment < this.payments.length) return 200;
        this.payments.push(deed);
        this.orders[deed.order]!.pay(deed.yen, this.now);
        return 200;
      case 'confirm':
        return this.orders[deed.order]!.confirm() ? 200 : 409;
      case 'reject':
        return this.orders[deed.order]!.reject() ? 200 : 409;
      case 'cancel':
        this.orders[deed.order]!.askToCancel('buyer-asked');
        return 202;
      case 'amend':
        if (this.amended.has(deed.attempt)) return 202;
        this.attempts += 1;
        if (!this.orders[deed.order]!.amend(deed)) return 409;
        this.amended.set(deed.attempt, deed);
        return 202;
      case 'receive':
      case 'adjust': {
        const done = this.stock.move(deed.sku, deed.by);
        if (done) this.moved.set(deed.sku, (this.moved.get(deed.sku) ?? 0) + deed.by);
        return done ? 200 : 409;
      }
      case 'crew':
        return this.shipping.work(deed.parcel, deed.step) ? 200 : 409;
      case 'ail':
        if (deed.how === 'ill') this.ill.add(illName(deed.lane));
        else this.lane(deed.lane).parked ??= [];
        return undefined;
      case 'mend':
        this.ill.clear();
        for (const name of deed.lanes) {
          const lane = this.lane(name);
          const facts = lane.parked ?? [];
          lane.parked = undefined;
          for (const fact of facts) this.hear(name, fact);
        }
        return undefined;
    }
  }

  /** Hears what the round brings of what was said before it; answers what that is, in order. */
  flow({ lanes, together, twice, lag }: Flow): Delivery[] {
    const open = this.lanes
      .map((lane) => ({ lane, due: lane.unheard.filter(({ round }) => round < this.round) }))
      .filter(({ lane, due }) => due.length > 0 && `${lane.listener} behind ${lane.speaker}` !== lag)
      .filter((_, at) => ((lanes >> (at % 16)) & 1) === 1);
    return open
      .sort((a, b) => placeOf(a.lane) - placeOf(b.lane))
      .map(({ lane, due }) => {
        const { listener, speaker, order } = lane;
        const heard = lane.unheard.splice(0, Math.min(due.length, together));
        const isIll = this.ill.has(illName(lane));
        for (const { fact } of heard) {
          if (isIll) lane.parked ??= [];
          if (lane.parked) lane.parked.push(fact);
          else this.hear(lane, fact);
        }
        return { listener, speaker, order, numbers: heard.map(({ number }) => number), isIll, twice };
      });
  }

  /** What was really planned, for a fact of the model. */
  learn(
    order: number,
    fact: ModelFact,
    parcels: readonly { parcelId: string; lines: readonly Units[] }[],
  ): void {
    this.parcelsIn.set(fact, new Map(parcels.map(({ parcelId, lines }) => [parcelId, lines])));
    this.shipping.learn(order, fact, parcels);
  }

  saidOf(speaker: Speaker, order: number): readonly ModelFact[] {
    return this.said.get(`${speaker} ${order}`) ?? [];
  }

  shownStock(sku: string): object {
    return this.stock.shown(sku);
  }

  /** Units that ever came in, corrections of the count included. */
  cameIn(sku: string): number {
    return this.script.onHand[this.skus.indexOf(sku)]! + (this.moved.get(sku) ?? 0);
  }

  isQuiet(): boolean {
    return this.lanes.every(({ unheard }) => unheard.length === 0) && this.lastDeeds().length === 0;
  }

  private placing(wish: OrderWish): Deed {
    const lines = this.skus
      .map((sku, at) => ({ sku, quantity: wish.units[at]! }))
      .filter(({ quantity }) => quantity > 0);
    return { deed: 'place', order: this.orders.length, wish, lines };
  }

  private paying(which: number, sum: 'rest' | 'part' | 'too-much' | 'once-more'): readonly Deed[] {
    if (sum === 'once-more') {
      const last = this.payments.at(-1);
      return last
        ? [{ deed: 'pay', payment: this.payments.length - 1, order: last.order, yen: last.yen }]
        : [];
    }
    if (this.orders.length === 0) return [];
    const order = which % this.orders.length;
    const { total, received } = this.orders[order]!;
    const rest = Math.max(total - received, 100);
    const yen = { rest, part: Math.ceil(rest / 2), 'too-much': rest + 500 }[sum];
    return [{ deed: 'pay', order, yen, payment: this.payments.length }];
  }

  private amending(which: number, how: Amending): readonly Deed[] {
    if (how === 'once-more') return [...this.amended.values()].slice(-1);
    if (this.orders.length === 0) return [];
    const attempt = this.attempts;
    return [
      {
        deed: 'amend',
        order: which % this.orders.length,
        attempt,
        street: how === 'way' || how === 'both' ? attempt + 1 : null,
        postage: how === 'way' ? null : how === 'free' ? 0 : DEARER_YEN,
      },
    ];
  }

  private crewWork(parcel: ModelParcel | undefined, steps: CrewSteps): readonly Deed[] {
    if (!parcel) return [];
    return this.shipping.stepsOf(parcel, steps).map((step) => ({ deed: 'crew', parcel, step }));
  }

  private ailing({ which, listener, how }: Extract<Act, { act: 'ail' }>): readonly Deed[] {
    const of = LISTENERS[listener % LISTENERS.length]!;
    const heard = this.lanes.filter((lane) => lane.listener === of);
    const lane = heard[which % Math.max(1, heard.length)];
    return lane
      ? [{ deed: 'ail', how, lane: { listener: of, speaker: lane.speaker, order: lane.order } }]
      : [];
  }

  private mending(): readonly Deed[] {
    const lanes = this.lanes
      .filter(({ parked }) => parked)
      .map(({ listener, speaker, order }) => ({ listener, speaker, order }));
    return lanes.length > 0 || this.ill.size > 0 ? [{ deed: 'mend', lanes }] : [];
  }

  private hear({ listener, order }: LaneName, fact: ModelFact): void {
    const of = this.orders[order]!;
    if (listener === 'order') of.hear(fact, (planned) => this.parcelsIn.get(planned)!, this.now);
    if (listener === 'inventory')
      this.stock.hear(order, fact, { lines: of.lines, shortStock: of.wish.shortStock });
    if (listener === 'shipping') this.shipping.hear(order, fact, of.wish);
  }

  private say(speaker: Speaker, order: number, fact: ModelFact): void {
    const all = this.said.get(`${speaker} ${order}`) ?? [];
    this.said.set(`${speaker} ${order}`, all);
    all.push(fact);
    for (const listener of LISTENERS) {
      if (!actsOn(listener, fact.type)) continue;
      this.lane({ listener, speaker, order }).unheard.push({
        fact,
        number: all.length - 1,
        round: this.round,
      });
    }
  }

  private lane({ listener, speaker, order }: LaneName): Lane {
    const known = this.lanes.find(
      (lane) => lane.listener === listener && lane.speaker === speaker && lane.order === order,
    );
    if (known) return known;
    const lane: Lane = { listener, speaker, order, unheard: [], parked: undefined };
    this.lanes.push(lane);
    return lane;
  }
}

export const priceOf = ({ paying }: OrderWish): number => (paying === 'cod-large' ? YEN_LARGE : YEN);

const illName = ({ listener, order }: LaneName): string => `${listener} ${order}`;

/** The order in which a round delivers: listener by listener, speaker by speaker, order by order. */
const placeOf = ({ listener, speaker, order }: LaneName): number =>
  (LISTENERS.indexOf(listener) * SPEAKERS.length + SPEAKERS.indexOf(speaker)) * 1000 + order;
