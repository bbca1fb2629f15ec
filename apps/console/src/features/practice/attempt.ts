import type { Ground } from '../../shared/ground/ground.js';
import type { Language } from '../../words/words.js';
import { EXERCISE, type ExerciseId } from './exercises.js';
import type { Fact } from './fact.js';
import { practiceGround } from './practice-ground.js';
import { PracticeShop } from './practice-shop.js';

export interface AttemptState {
  /** How long it took, once it is passed. */
  readonly seconds: number | undefined;
  /** What was to be practised cannot be met any more. */
  readonly isSpent: boolean;
}

const MS = 1_000;

/** One try at one exercise, on ground of its own. */
export class Attempt {
  readonly ground: Ground;
  private readonly begun: number;
  private readonly facts: Fact[] = [];
  private state: AttemptState = { seconds: undefined, isSpent: false };
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly id: ExerciseId,
    language: Language,
    private readonly nowMs: () => number,
  ) {
    this.begun = nowMs();
    const shop = new PracticeShop(EXERCISE[id].setting(language), language, (fact) => this.heard(fact));
    this.ground = practiceGround(shop);
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
  readonly now = (): AttemptState => this.state;

  private heard(fact: Fact): void {
    this.facts.push(fact);
    if (this.state.seconds !== undefined) return;
    const isPassed = EXERCISE[this.id].isPassed(this.facts);
    const seconds = isPassed ? Math.ceil((this.nowMs() - this.begun) / MS) : undefined;
    const isOver =
      (fact.kind === 'scanned' && fact.isComplete) ||
      fact.kind === 'closed' ||
      fact.kind === 'picking-finished';
    this.state = { seconds, isSpent: !isPassed && isOver && this.id !== 'simple' };
    for (const watcher of this.watchers) watcher();
  }
}
