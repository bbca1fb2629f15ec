import type { Room, Work } from '../fill-package.js';
import type { Shape } from '../shape.js';
import { roomOnGrid, turnsOnGrid, type GridSize, type GridTurn } from './grid.js';

/** Units up to which the relations of all pairs are searched through. */
export const PROOF_UNITS_MAX = 10;

/**
 * Whether it is certain that no placing exists, by trying how every pair of units may lie to each other (left, behind, below, or the reverse).
 * Of the stacking rules only that nothing lies above sealed units is heeded: such a pair must lie apart in the plan.
 * Support, loads and balance are left out, so the proof holds whatever they are. False = a placing exists without them, or the work was spent.
 */
export const provenImpossible = (
  shapes: readonly Shape[],
  counts: readonly number[],
  room: Room,
  work: Work,
  workMax: number,
): boolean => {
  const grid = roomOnGrid(room);
  const units = shapes
    .flatMap((shape, index) =>
      new Array<number>(counts[index]!).fill(index).map(() => ({ index, volume: shape.volumeMm3 })),
    )
    .sort((a, b) => b.volume - a.volume || a.index - b.index)
    .map(({ index }) => index);
  if (units.length > PROOF_UNITS_MAX) return false;
  const turns = shapes.map((shape) => turnsOnGrid(shape, grid));
  return new Relations(units, turns, grid, work, workMax).search() === 'none';
};

type Outcome = 'none' | 'some' | 'spent';

/** Depth-first search over turns and pair relations; positions are kept as earliest and latest starts along each axis. */
class Relations {
  private readonly n: number;
  /** By axis × unit. */
  private readonly length: Float64Array;
  private readonly earliest: Float64Array;
  private readonly latest: Float64Array;
  /** Bit sets of the units behind and before, by axis × unit. */
  private readonly after: Int32Array;
  private readonly before: Int32Array;
  private readonly turnOf: Int32Array;
  private readonly anySealed: boolean;
  private readonly trailAt: number[] = [];
  private readonly trailOld: number[] = [];

  constructor(
    private readonly units: readonly number[],
    private readonly turns: readonly (readonly GridTurn[])[],
    private readonly room: GridSize,
    private readonly work: Work,
    private readonly workMax: number,
  ) {
    this.n = units.length;
    this.length = new Float64Array(3 * this.n);
    this.earliest = new Float64Array(3 * this.n);
    this.latest = new Float64Array(3 * this.n);
    this.after = new Int32Array(3 * this.n);
    this.before = new Int32Array(3 * this.n);
    this.turnOf = new Int32Array(this.n);
    this.anySealed = units.some((shape) => turns[shape]!.some(({ sealed }) => sealed));
  }

  search(): Outcome {
    return this.add(0);
  }

  /** Adds unit `k` in each of its turns. */
  private add(k: number): Outcome {
    if (k === this.n) return 'some';
    const { n } = this;
    const choices = this.turns[this.units[k]!]!;
    let outcome: Outcome = 'none';
    for (let turn = 0; turn < choices.length; turn += 1) {
      for (let axis = 0; axis < 3; axis += 1) {
        const at = axis * n + k;
        const side = choices[turn]!.sides[axis]!;
        this.length[at] = side;
        this.earliest[at] = 0;
        const free = this.room[axis]! - side;
        // Mirrored placings are the same placing: the first unit's middle lies in the lower half along each axis (upside down only if nothing is sealed).
        const mirrors = k === 0 && (axis < 2 || !this.anySealed);
        this.latest[at] = mirrors ? Math.floor(free / 2) : free;
        this.after[at] = 0;
        this.before[at] = 0;
      }
      this.turnOf[k] = turn;
      const found = this.relate(k, (1 << k) - 1);
      if (found === 'some') return found;
      if (found === 'spent') outcome = found;
      if (this.work.done > this.workMax) return 'spent';
    }
    return outcome;
  }

  /** Decides how unit `k` lies to each of the earlier units in the bit set `open`, the most constrained first. */
  private relate(k: number, open: number): Outcome {
    const { n } = this;
    this.work.done += 1;
    if (this.work.done > this.workMax) return 'spent';
    let rest = open;
    let tightest = -1;
    let tightestWays = 0;
    let tightestCount = 7;
    for (let j = 0; j < k; j += 1) {
      if (!(rest & (1 << j))) continue;
      let ways = 0;
      let count = 0;
      let apart = false;
      for (let axis = 0; axis < 3; axis += 1) {
        const a = axis * n + j;
        const b = axis * n + k;
        const endA = this.length[a]!;
        const endB = this.length[b]!;
        const apartHere =
          this.latest[a]! + endA <= this.earliest[b]! || this.latest[b]! + endB <= this.earliest[a]!;
        if (apartHere && (axis < 2 || !(this.isSealed(j) || this.isSealed(k)))) apart = true;
        if (this.earliest[a]! + endA <= this.latest[b]! && !(axis === 2 && this.isSealed(j))) {
          ways |= 1 << (2 * axis);
          count += 1;
        }
        // Like units are told apart by their place along x, so the later one is never wholly left of the earlier.
        const barred = axis === 0 ? this.units[j] === this.units[k] : axis === 2 && this.isSealed(k);
        if (this.earliest[b]! + endB <= this.latest[a]! && !barred) {
          ways |= 2 << (2 * axis);
          count += 1;
        }
      }
      if (apart || this.known(j, k)) {
        rest &= ~(1 << j);
        continue;
      }
      if (count === 0) return 'none';
      if (count < tightestCount) {
        tightest = j;
        tightestWays = ways;
        tightestCount = count;
      }
    }
    if (tightest < 0) return this.add(k + 1);
    let outcome: Outcome = 'none';
    for (let way = 0; way < 6; way += 1) {
      if (!(tightestWays & (1 << way))) continue;
      const axis = way >> 1;
      const [first, second] = way & 1 ? [k, tightest] : [tightest, k];
      const mark = this.trailAt.length;
      if (this.order(axis, first, second)) {
        const found = this.relate(k, rest & ~(1 << tightest));
        if (found === 'some') return found;
        if (found === 'spent') outcome = found;
      }
      this.after[axis * n + first]! &= ~(1 << second);
      this.before[axis * n + second]! &= ~(1 << first);
      this.undo(mark);
      if (this.work.done > this.workMax) return 'spent';
    }
    return outcome;
  }

  private isSealed(unit: number): boolean {
    return this.turns[this.units[unit]!]![this.turnOf[unit]!]!.sealed;
  }

  private known(j: number, k: number): boolean {
    for (let axis = 0; axis < 3; axis += 1) {
      if ((this.after[axis * this.n + j]! | this.before[axis * this.n + j]!) & (1 << k)) return true;
    }
    return false;
  }

  /** Puts `first` before `second` along the axis; false when some unit then has no place left. */
  private order(axis: number, first: number, second: number): boolean {
    const base = axis * this.n;
    this.after[base + first]! |= 1 << second;
    this.before[base + second]! |= 1 << first;
    return (
      this.raise(base, second, this.earliest[base + first]! + this.length[base + first]!) &&
      this.lower(base, first, this.latest[base + second]! - this.length[base + first]!)
    );
  }

  private raise(base: number, unit: number, start: number): boolean {
    const at = base + unit;
    if (start <= this.earliest[at]!) return true;
    if (start > this.latest[at]!) return false;
    this.trailAt.push(at);
    this.trailOld.push(this.earliest[at]!);
    this.earliest[at] = start;
    const end = start + this.length[at]!;
    for (let behind = this.after[at]!, k = 0; behind; behind >>>= 1, k += 1) {
      if (behind & 1 && !this.raise(base, k, end)) return false;
    }
    return true;
  }

  private lower(base: number, unit: number, start: number): boolean {
    const at = base + unit;
    if (start >= this.latest[at]!) return true;
    if (start < this.earliest[at]!) return false;
    this.trailAt.push(-1 - at);
    this.trailOld.push(this.latest[at]!);
    this.latest[at] = start;
    for (let ahead = this.before[at]!, k = 0; ahead; ahead >>>= 1, k += 1) {
      if (ahead & 1 && !this.lower(base, k, start - this.length[base + k]!)) return false;
    }
    return true;
  }

  private undo(mark: number): void {
    // bound: the length of the trail
    while (this.trailAt.length > mark) {
      const at = this.trailAt.pop()!;
      const old = this.trailOld.pop()!;
      if (at >= 0) this.earliest[at] = old;
      else this.latest[-1 - at] = old;
    }
  }
}
