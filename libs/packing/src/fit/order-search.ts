import type { Block } from '../block.js';
import type { Work } from '../fill-package.js';
import type { Random } from '../random.js';
import type { Shape } from '../shape.js';
import type { Question } from './question.js';
import { STYLES, UnitFiller, type Style } from './unit-filler.js';

/**
 * Looks for an order in which all units go in: first the plain orders, then small changes of the best orders so far,
 * in which what stayed out comes earlier. Each run goes on where the last one stopped.
 */
export class OrderSearch {
  private readonly filler: UnitFiller;
  private readonly plain: Iterator<readonly [order: readonly number[], style: Style]>;
  private readonly walks: Walk[] = [];
  private readonly tried = new Set<string>();
  private turn = 0;
  private repeats = 0;

  constructor(
    private readonly question: Question,
    private readonly random: Random,
    private readonly work: Work,
  ) {
    const { shapes, counts, room, supportShareMin } = question;
    this.filler = new UnitFiller(shapes, room, supportShareMin, work);
    this.plain = MEASURES.flatMap((by) => {
      const order = orderedBy(by, shapes, counts);
      return STYLES.map((style) => [order, style] as const);
    }).values();
  }

  /** Fills until all units are in, the work comes to `workMax`, or changes lead nowhere new. */
  run(workMax: number): readonly Block[] | undefined {
    // bound: the plain orders
    for (let next = this.plain.next(); !next.done; next = this.plain.next()) {
      const [order, style] = next.value;
      const found = this.fill(order, style, (walk) => this.walks.push(walk));
      if (found) return found;
      if (this.work.done > workMax) return undefined;
    }
    if (this.turn === 0) {
      this.walks.sort((a, b) => b.volumeMm3 - a.volumeMm3);
      this.walks.length = Math.min(this.walks.length, WALKS);
    }
    // bound: workMax, to which every filling adds, and REPEATS_MAX
    for (; this.work.done < workMax && this.repeats < REPEATS_MAX; this.turn += 1) {
      const found = this.change(this.turn % this.walks.length);
      if (found) return found;
    }
    return undefined;
  }

  private change(at: number): readonly Block[] | undefined {
    const { random } = this;
    const walk = this.walks[at]!;
    const order = changed(walk, random);
    const style = random() < STYLE_CHANGE ? STYLES[Math.floor(random() * STYLES.length)]! : walk.style;
    const key = style + order.join();
    this.repeats = this.tried.has(key) ? this.repeats + 1 : 0;
    if (this.repeats > 0) return undefined;
    this.tried.add(key);
    return this.fill(order, style, (next) => {
      if (next.volumeMm3 >= walk.volumeMm3 * (1 - SLACK * random())) this.walks[at] = next;
    });
  }

  private fill(
    order: readonly number[],
    style: Style,
    otherwise: (walk: Walk) => void,
  ): readonly Block[] | undefined {
    const { volumeMm3, out } = this.filler.fill(order, style);
    const found = out.length === 0 ? this.question.settle(this.filler.blocks()) : undefined;
    if (!found) otherwise({ order, style, volumeMm3, out });
    return found;
  }
}

/** Orders changed side by side. */
const WALKS = 4;
/** Changes in a row that lead to fillings tried before; few units have few orders. */
const REPEATS_MAX = 60;
/** How often a change tries another style. */
const STYLE_CHANGE = 0.1;
/** How much worse a filling may be and still be gone on from. */
const SLACK = 0.06;

interface Walk {
  readonly order: readonly number[];
  readonly style: Style;
  readonly volumeMm3: number;
  readonly out: readonly number[];
}

const changed = ({ order, out }: Walk, random: Random): number[] => {
  const next = [...order];
  const blamed = out[Math.floor(random() * 2 * out.length)];
  const from = blamed ?? Math.floor(random() * next.length);
  const [moved] = next.splice(from, 1);
  next.splice(Math.floor(random() * (random() < 0.7 ? from : next.length)), 0, moved!);
  if (random() < 0.4) {
    const i = Math.floor(random() * next.length);
    const j = Math.floor(random() * next.length);
    [next[i], next[j]] = [next[j]!, next[i]!];
  }
  return next;
};

type Measure = (shape: Shape) => number;
const volume: Measure = ({ volumeMm3 }) => volumeMm3;
const longestSide: Measure = ({ turns }) => Math.max(...turns.map(({ dx, dy, dz }) => Math.max(dx, dy, dz)));
const largestFace: Measure = ({ turns }) => Math.max(...turns.map(({ dx, dy }) => dx * dy));
const MEASURES: readonly Measure[] = [volume, largestFace, longestSide];

/** What bears most first and what bears nothing last; among equals the largest first. */
const orderedBy = (by: Measure, shapes: readonly Shape[], counts: readonly number[]): number[] =>
  shapes
    .map((shape, index) => ({ index, strength: shape.sealed ? -1 : shape.loadGramsMax, key: by(shape) }))
    .sort((a, b) =>
      a.strength === b.strength ? b.key - a.key || a.index - b.index : b.strength - a.strength,
    )
    .flatMap(({ index }) => new Array<number>(counts[index]!).fill(index));
