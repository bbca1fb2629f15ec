import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@okuru/contracts';
import { anOrder } from '../an-order.js';
import { Crew } from '../crew.js';
import type { Run, Step } from '../schedules/step.js';
import { CrewMoves } from './crew-moves.js';
import { type Doable, hearings } from './hearings.js';
import { OrderFacts, SPEAKERS } from './order-facts.js';
import { type Ended, goodsOf, type Placed, type Scenario, type ScriptedShop } from './scenario.js';

/** One of several orders of a schedule: what its steps are called, and the steps of all. */
interface AmongOthers {
  readonly label: string;
  readonly taken: Set<string>;
}

/** The life of one order, a step at a time: a service hears a fact, somebody acts, or the crew makes its next move. */
export class Journey implements Run {
  private readonly facts: OrderFacts;
  private readonly moves: CrewMoves;
  private listeners: readonly ServiceName[] = SPEAKERS;

  private constructor(
    private readonly scripted: ScriptedShop,
    private readonly scenario: Scenario,
    private readonly order: Placed,
    private readonly onEnd: (ended: Ended) => void,
    private readonly among: AmongOthers,
  ) {
    this.facts = new OrderFacts(scripted, order.orderId);
    this.moves = new CrewMoves(new Crew(scripted.shop), this.facts, scenario, among.label);
  }

  /** Places the order; where letters are explored, lives through everything else as well. */
  static async begin(
    scripted: ScriptedShop,
    scenario: Scenario,
    sku: string,
    onEnd: (ended: Ended) => void,
    among: AmongOthers = { label: '', taken: new Set() },
  ): Promise<Journey> {
    const body = anOrder(
      { reference: `${sku}${among.label.replaceAll(/\W/g, '')}`, sku, units: scenario.units },
      scenario.order,
    );
    const key = { 'idempotency-key': randomUUID() };
    const placed = await scripted.shop.call('storefront', 'POST', '/v1/orders', body, key);
    if (placed.status !== 201) throw new Error(`the order was refused: ${JSON.stringify(placed.body)}`);
    const journey = new Journey(scripted, scenario, { orderId: placed.body.orderId, sku }, onEnd, among);
    await journey.facts.account('order');
    if (scenario.explores === 'letters') await journey.leaveOnlyLetters();
    return journey;
  }

  possible(): readonly Doable[] {
    const isLetters = this.listeners.includes('notification');
    return isLetters ? this.hearings() : [...this.hearings(), ...this.acts(), ...this.crewMoves()];
  }

  async take({ name, at }: Step): Promise<void> {
    const step = this.possible().find((one) => one.name === name);
    if (!step) throw new Error(`${name} is not possible`);
    await step.perform();
    this.among.taken.add(name);
    await this.accountFor(at, name);
  }

  /** Another order's step may have made a service say something of this one. */
  async accountFor(place: string, step: string): Promise<void> {
    const speaker = SPEAKERS.find((name) => name === place);
    if (speaker) await this.facts.account(speaker, step);
  }

  /** The crew finds voided parcels stopped, and the letters that were left for the end are written. */
  async end(schedule: readonly string[]): Promise<void> {
    await this.moves.tryVoided();
    await this.facts.account('shipping');
    this.listeners = [...SPEAKERS, 'notification'];
    for (let [next] = this.hearings(); next; [next] = this.hearings()) await next.perform();
    const { scenario, order } = this;
    this.onEnd({ ...order, goods: goodsOf(scenario), units: scenario.units, schedule });
  }

  private async leaveOnlyLetters(): Promise<void> {
    for (let [step] = this.possible(); step; [step] = this.possible()) await this.take(step);
    this.facts.forgetSteps();
    this.listeners = ['notification'];
  }

  private hearings(): Doable[] {
    const { deafTo } = this.scenario;
    const all = hearings(this.facts, this.listeners, this.among.taken, this.among.label);
    return deafTo === undefined ? all : all.filter(({ name }) => !name.startsWith(deafTo));
  }

  private acts(): Doable[] {
    const { label, taken } = this.among;
    const heard = (at: string, type: string): string | undefined =>
      [...taken].find((step) => step.startsWith(`${label}${at} hears ${type} `));
    return this.scenario.acts
      .filter(({ name, at, after }) => !taken.has(`${label}${name}`) && (!after || heard(at, after)))
      .map(({ name, at, after, perform }) => ({
        name: `${label}${name}`,
        at,
        needs: present(after && heard(at, after)),
        perform: () => perform(this.scripted, this.order),
      }));
  }

  private crewMoves(): Doable[] {
    return this.moves
      .possible(this.among.taken)
      .map(({ name, needs, perform }) => ({ name, at: 'shipping', needs, perform }));
  }
}

const present = (name: string | undefined): string[] => (name ? [name] : []);
