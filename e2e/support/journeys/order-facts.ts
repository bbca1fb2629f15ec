import { catalogue, type ServiceName, topicOf } from '@okuru/contracts';
import { actsOn, type Said } from '../order-lanes.js';
import type { ScriptedShop } from './scenario.js';

/** Notification speaks when mails have left, which no script decides; what it says is delivered with the letters. */
export const SPEAKERS = ['order', 'inventory', 'shipping'] as const satisfies readonly ServiceName[];
export type Speaker = (typeof SPEAKERS)[number];

const HEAD: Readonly<Record<Speaker, string>> = {
  order: 'SELECT aggregate_version::int AS facts FROM okuru_order.event_head WHERE key = $1',
  inventory: 'SELECT aggregate_version::int AS facts FROM okuru_inventory.event_head WHERE key = $1',
  shipping: 'SELECT aggregate_version::int AS facts FROM okuru_shipping.event_head WHERE key = $1',
};

/** A fact that a listener acts on and has not heard. */
interface Unheard {
  /** Its place among the speaker's facts of the order, from 0. */
  readonly number: number;
  /** The fact before it that the listener acts on. */
  readonly previous: number | undefined;
}

/** All that was said of one order: in which step, and how far each service has heard it. */
export class OrderFacts {
  private readonly statedIn = new Map<string, string>();
  private readonly accounted = new Map<Speaker, number>();
  private readonly heard = new Map<string, number>();
  private readonly key: string;

  constructor(
    private readonly scripted: Pick<ScriptedShop, 'lanes' | 'database'>,
    orderId: string,
  ) {
    this.key = `order:${orderId}`;
  }

  of(speaker: Speaker): readonly Said[] {
    return this.scripted.lanes.said(speaker, this.key);
  }

  /** The step a fact was stated in; undefined for what was there before the first. */
  stepOf(speaker: Speaker, number: number): string | undefined {
    return this.statedIn.get(`${speaker} ${number}`);
  }

  /** What the listener has heard of the speaker so far. */
  heardFrom(listener: ServiceName, speaker: Speaker): readonly Said[] {
    return this.of(speaker).slice(0, this.heardBy(listener, speaker));
  }

  forgetSteps(): void {
    this.statedIn.clear();
  }

  /** Waits until the relay has sent all that the service has stated, which it did in the given step. */
  async account(speaker: Speaker, step?: string): Promise<void> {
    const { rows } = await this.scripted.database.query<{ facts: number }>(HEAD[speaker], [this.key]);
    const facts = rows[0]?.facts ?? 0;
    await this.scripted.lanes.untilSaid(speaker, this.key, facts);
    for (let number = this.accounted.get(speaker) ?? 0; number < facts; number += 1) {
      if (step !== undefined) this.statedIn.set(`${speaker} ${number}`, step);
    }
    this.accounted.set(speaker, facts);
  }

  next(listener: ServiceName, speaker: Speaker): Unheard | undefined {
    const said = this.of(speaker);
    const isFor = ({ type }: Said): boolean => actsOn(listener, type);
    const from = this.heardBy(listener, speaker);
    const number = said.findIndex((fact, at) => at >= from && isFor(fact));
    if (number < 0) return undefined;
    const previous = said.findLastIndex((before, at) => at < number && isFor(before));
    return { number, previous: previous < 0 ? undefined : previous };
  }

  /** Delivers what the listener has not heard, up to and with the given fact; all of it when none is given. */
  async deliver(listener: ServiceName, speaker: Speaker, last = this.of(speaker).length - 1): Promise<void> {
    const count = last + 1 - this.heardBy(listener, speaker);
    if (count <= 0 || !subscribes(listener, speaker)) return;
    const where = { group: topicOf(listener), topic: topicOf(speaker), key: this.key, count };
    const taken = await this.scripted.lanes.deliver(where);
    if (!taken) throw new Error(`${listener} gave a delivery of ${speaker} back`);
    this.heard.set(`${listener} ${speaker}`, last + 1);
  }

  private heardBy(listener: ServiceName, speaker: Speaker): number {
    return this.heard.get(`${listener} ${speaker}`) ?? 0;
  }
}

const subscribes = (listener: ServiceName, speaker: ServiceName): boolean =>
  catalogue.some(
    ({ emitter, consumers }) => emitter === speaker && (consumers as readonly string[]).includes(listener),
  );
