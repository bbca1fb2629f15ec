import type { Block } from '../block.js';
import type { Work } from '../fill-package.js';
import type { Random } from '../random.js';
import type { Shape } from '../shape.js';
import type { Question } from './question.js';
import { STYLES, UnitFiller, type Style } from './unit-filler.js';

/**
 * Looks for an order in which all units go in: first the plain orders, then small changes of the best order so far,
 * in which what stayed out comes earlier. Ends at the first full filling, or when the work is spent.
 */
export const searchOrders = (
  { shapes, counts, room, supportShareMin, settle }: Question,
  random: Random,
  work: Work,
  workMax: number,
): readonly Block[] | undefined => {
  const filler = new UnitFiller(shapes, room, supportShareMin, work);
  const walks: Walk[] = [];
  for (const by of MEASURES) {
    const order = orderedBy(by, shapes, counts);
    for (const style of STYLES) {
      const { volumeMm3, out } = filler.fill(order, style);
      const found = out.length === 0 ? settle(filler.blocks()) : undefined;
      if (found) return found;
      if (work.done > workMax) return undefined;
      walks.push({ order, style, volumeMm3, out });
    }
  }
  walks.sort((a, b) => b.volumeMm3 - a.volumeMm3);
  walks.length = Math.min(walks.length, WALKS);
  const tried = new Set<string>();
  let repeats = 0;
  // bound: workMax, to which every filling adds, and REPEATS_MAX
  for (let turn = 0; work.done < workMax && repeats < REPEATS_MAX; turn += 1) {
    const at = turn % walks.length;
    const walk = walks[at]!;
    const order = changed(walk, random);
    const style = random() < STYLE_CHANGE ? STYLES[Math.floor(random() * STYLES.length)]! : walk.style;
    const key = style + order.join();
    if (tried.has(key)) {
      repeats += 1;
      continue;
    }
    tried.add(key);
    repeats = 0;
    const { volumeMm3, out } = filler.fill(order, style);
    const found = out.length === 0 ? settle(filler.blocks()) : undefined;
    if (found) return found;
    if (volumeMm3 >= walk.volumeMm3 * (1 - SLACK * random())) walks[at] = { order, style, volumeMm3, out };
  }
  return undefined;
};

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
