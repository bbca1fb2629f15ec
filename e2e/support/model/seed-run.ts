import { factFrom, type ModelFact, told } from './facts.js';
import type { Act, Script } from './script.js';
import { type Deed, type Delivery, type Flow, ShopModel, SPEAKERS } from './shop-model.js';
import { type ModelShop, ShopHand } from './shop-hand.js';

/** Where model and shop part. */
export interface Difference {
  /** Index of the script among those of its run. */
  readonly script: number;
  readonly round: number;
  readonly what: string;
}

/** One script in the model and at the shop at once. It ends with the first difference. */
export class SeedRun {
  readonly model: ShopModel;
  readonly hand: ShopHand;
  difference: Difference | undefined;
  private readonly compared = new Map<string, number>();
  private round = 0;

  constructor(
    private readonly scripted: ModelShop,
    readonly script: Script,
    readonly index: number,
    readonly name: string,
    now: number,
  ) {
    this.model = new ShopModel(script, name, now);
    this.hand = new ShopHand(scripted, name);
  }

  get isOver(): boolean {
    return this.difference !== undefined;
  }

  beginRound(now: number): void {
    this.round += 1;
    this.model.beginRound(now);
  }

  timeGoesBy(now: number): void {
    this.round += 1;
    this.model.timeGoesBy(now);
  }

  act(act: Act): Promise<void> {
    return this.perform(this.model.deedsOf(act));
  }

  async perform(deeds: readonly Deed[]): Promise<void> {
    for (const deed of deeds) {
      const expected = this.model.apply(deed);
      const status = await this.hand.perform(deed);
      if (status !== expected) this.differ(`${JSON.stringify(deed)}: answered ${status}, not ${expected}`);
      if (this.isOver) return;
    }
  }

  flow(flow: Flow): readonly Delivery[] {
    return this.isOver ? [] : this.model.flow(flow);
  }

  /** Compares what was said since last time, and tells the model what it could not know. */
  compareFacts(): void {
    for (const [order] of this.hand.orderIds.entries()) {
      for (const speaker of SPEAKERS) {
        const said = this.scripted.lanes.said(speaker, this.hand.keyOf(order));
        const expected = this.model.saidOf(speaker, order);
        const from = this.compared.get(`${speaker} ${order}`) ?? 0;
        for (let at = from; at < Math.max(said.length, expected.length); at += 1) {
          const event = said[at];
          const real = event && factFrom(event.type, event.data);
          const wanted = expected[at];
          if (real?.type === 'parcels.planned' && wanted?.type === 'parcels.planned')
            this.learn(order, wanted, event?.data.parcels);
          this.compare(`order ${order}: ${speaker} said`, real && told(real), wanted && told(wanted));
          if (this.isOver) return;
        }
        this.compared.set(`${speaker} ${order}`, said.length);
      }
    }
  }

  compare(what: string, real: unknown, expected: unknown): void {
    if (this.isOver) return;
    const [shown, wanted] = [real, expected].map((value) => JSON.stringify(value) ?? 'nothing');
    if (shown !== wanted) this.differ(`${what} ${shown}, not ${wanted}`);
  }

  differ(what: string): void {
    this.difference ??= { script: this.index, round: this.round, what };
  }

  private learn(
    order: number,
    fact: ModelFact,
    parcels: readonly { parcelId: string; lines: readonly { sku: string; quantity: number }[] }[],
  ): void {
    this.model.learn(order, fact, parcels);
    for (const { parcelId } of parcels) this.scripted.ill.parcelIsOf(parcelId, this.hand.orderIds[order]!);
  }
}
