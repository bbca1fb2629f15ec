import { CoreShop } from './core-shop.js';
import { factFrom, told } from './facts.js';
import { phasesOf, AT_THE_END_MS, EVERYTHING, LAST_ROUNDS_MAX, MINUTE_MS } from './course.js';
import type { Script } from './script.js';
import { type Deed, type Flow, ShopModel, SPEAKERS } from './shop-model.js';

const BEGAN_AT = Date.parse('2026-01-15T00:00:00.000Z');
const NAME = 'C';

/** One script in the model and in the cores. Throws with the first difference. */
export class CoreRun {
  private readonly model: ShopModel;
  private readonly shop: CoreShop;
  /** Facts of a speaker about an order that are compared already. */
  private readonly compared = new Map<string, number>();
  private now = BEGAN_AT;

  constructor(
    private readonly script: Script,
    Shop: typeof CoreShop = CoreShop,
  ) {
    this.model = new ShopModel(script, NAME, BEGAN_AT);
    this.shop = new Shop(script, this.model.skus);
  }

  run(): void {
    for (const { rounds, lag, thenMs } of phasesOf(this.script)) {
      for (const { act, ...flow } of rounds) {
        // Setting aside and redriving is the platform's, and no part of the cores.
        const isOfCores = act.act !== 'ail' && act.act !== 'mend';
        this.round(() => (isOfCores ? this.model.deedsOf(act) : []), { ...flow, lag });
      }
      this.jump(thenMs);
    }
    this.jump(AT_THE_END_MS);
    for (let nth = 0; !this.model.isQuiet(); nth += 1) {
      if (nth === LAST_ROUNDS_MAX) throw new Error('it never comes to an end');
      this.round(() => this.model.lastDeeds(), EVERYTHING);
    }
  }

  private round(deedsNow: () => readonly Deed[], flow: Flow): void {
    this.now += MINUTE_MS;
    this.model.beginRound(this.now);
    this.shop.setClock(this.now);
    for (const deed of deedsNow()) {
      const expected = this.model.apply(deed);
      const done = this.shop.perform(deed);
      if (done !== (expected !== 409))
        throw new Error(`${JSON.stringify(deed)}: ${done ? 'done' : 'refused'}`);
    }
    for (const delivery of this.model.flow(flow)) {
      for (const number of delivery.numbers)
        this.shop.hear(delivery, this.shop.said(delivery.speaker, delivery.order)[number]!);
    }
    this.compare();
  }

  private jump(ms: number): void {
    this.now += ms;
    this.shop.setClock(this.now);
    this.shop.timeGoesBy();
    this.model.timeGoesBy(this.now);
    this.compare();
  }

  private compare(): void {
    for (const [order, model] of this.model.orders.entries()) {
      for (const speaker of SPEAKERS) this.compareFacts(speaker, order);
      same(`order ${order} is`, this.shop.shown(order), model.shown());
    }
    for (const sku of this.model.skus)
      same(`${sku} is`, this.shop.shownStock(sku), this.model.shownStock(sku));
  }

  private compareFacts(speaker: (typeof SPEAKERS)[number], order: number): void {
    const expected = this.model.saidOf(speaker, order);
    const said = this.shop.said(speaker, order);
    for (const [at, fact] of expected.entries()) {
      const real = said[at];
      if (at < (this.compared.get(`${speaker} ${order}`) ?? 0)) continue;
      if (real?.type === 'parcels.planned') this.model.learn(order, fact, real.data.parcels);
      const words = real && told(factFrom(real.type, real.data));
      if (words !== told(fact))
        throw new Error(`order ${order}: ${speaker} said ${words}, not ${told(fact)}`);
    }
    if (said.length > expected.length)
      throw new Error(`order ${order}: ${speaker} said ${said.at(-1)?.type} too`);
    this.compared.set(`${speaker} ${order}`, said.length);
  }
}

const same = (what: string, real: unknown, wanted: unknown): void => {
  const [shown, expected] = [JSON.stringify(real), JSON.stringify(wanted)];
  if (shown !== expected) throw new Error(`${what} ${shown}, not ${expected}`);
};
