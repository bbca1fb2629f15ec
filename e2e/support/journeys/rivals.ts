import type { Run, Step } from '../schedules/step.js';
import { Journey } from './journey.js';
import { type Ended, goodsOf, type Scenario, type ScriptedShop } from './scenario.js';

/** Where orders of one sku meet; everywhere else each has rows of its own, so their steps commute. */
const MEETING_PLACE = 'inventory';

interface Rival {
  readonly label: string;
  readonly journey: Journey;
}

/** Two orders that want the same goods, lived through side by side: what one gives back may be what the other waits for. */
export class Rivals implements Run {
  private constructor(private readonly rivals: readonly Rival[]) {}

  static async begin(
    scripted: ScriptedShop,
    scenario: Scenario,
    rivalsActs: Scenario['acts'],
    sku: string,
    onEnd: (ended: Ended) => void,
  ): Promise<Rivals> {
    const taken = new Set<string>();
    const rivals: Rival[] = [];
    for (const [label, acts] of [
      ['first: ', scenario.acts],
      ['second: ', rivalsActs],
    ] as const) {
      const journey = await Journey.begin(
        scripted,
        { ...scenario, acts },
        sku,
        (ended) => onEnd({ ...ended, goods: goodsOf(scenario) }),
        { label, taken },
      );
      rivals.push({ label, journey });
    }
    return new Rivals(rivals);
  }

  possible(): readonly Step[] {
    return this.rivals.flatMap(({ label, journey }) =>
      journey
        .possible()
        .map(({ name, at, needs }) => ({ name, needs, at: at === MEETING_PLACE ? at : `${label}${at}` })),
    );
  }

  async take({ name, at }: Step): Promise<void> {
    for (const { label, journey } of this.rivals) {
      const place = at.replace(label, '');
      if (name.startsWith(label)) await journey.take({ name, at: place, needs: [] });
    }
    for (const { journey } of this.rivals) await journey.accountFor(at, name);
  }

  async end(schedule: readonly string[]): Promise<void> {
    for (const { journey } of this.rivals) await journey.end(schedule);
  }
}
