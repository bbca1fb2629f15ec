import { TOLERANCE_MM } from '../space.js';

/** Spaces remembered at once; the smallest are forgotten first, which loses room but never safety. */
export const EMPTY_SPACES_MAX = 240;

/** Numbers per space: x1, y1, z1, x2, y2, z2, mm. */
export const SPACE_STRIDE = 6;

/**
 * The largest empty cuboids of a room, those under an overhang among them (maximal-space method, Parreño et al. 2008).
 * Whatever lies in them can be lowered in all the same: units that do not overlap can always be placed in the order of their undersides.
 * One flat array, because filling a room is what the search does nearly all of its time.
 */
export class EmptySpaces {
  at: Float64Array;
  count = 0;
  private next: Float64Array;

  constructor(private readonly spacesMax = EMPTY_SPACES_MAX) {
    this.at = new Float64Array(spacesMax * SPACE_STRIDE * 4);
    this.next = new Float64Array(spacesMax * SPACE_STRIDE * 4);
  }

  reset(lengthMm: number, widthMm: number, heightMm: number): void {
    this.at.fill(0, 0, 3);
    this.at[3] = lengthMm;
    this.at[4] = widthMm;
    this.at[5] = heightMm;
    this.count = 1;
  }

  /** Becomes a copy of the other, without the spaces whose lower left front corner is the one given. */
  copyFrom(other: EmptySpaces, without?: readonly [x: number, y: number, z: number]): void {
    let to = 0;
    const end = other.count * SPACE_STRIDE;
    for (let i = 0; i < end; i += SPACE_STRIDE) {
      const { at } = other;
      if (without && at[i] === without[0] && at[i + 1] === without[1] && at[i + 2] === without[2]) continue;
      copy(at, i, this.at, to);
      to += SPACE_STRIDE;
    }
    this.count = to / SPACE_STRIDE;
  }

  /** Takes the body out of every space it meets; what is left narrower than `sideMin` is useless and dropped. */
  takeOut(x1: number, y1: number, z1: number, x2: number, y2: number, z2: number, sideMin: number): void {
    const from = this.at;
    const to = this.next;
    let kept = 0;
    const end = this.count * SPACE_STRIDE;
    for (let i = 0; i < end; i += SPACE_STRIDE) {
      if (meets(from, i, x1, y1, z1, x2, y2, z2)) continue;
      copy(from, i, to, kept);
      kept += SPACE_STRIDE;
    }
    let fresh = kept;
    const capacity = to.length - 6 * SPACE_STRIDE;
    const put = (a: number, b: number, c: number, d: number, e: number, f: number): void => {
      const slim = sideMin - TOLERANCE_MM;
      if (d - a < slim || e - b < slim || f - c < slim) return;
      to[fresh] = a;
      to[fresh + 1] = b;
      to[fresh + 2] = c;
      to[fresh + 3] = d;
      to[fresh + 4] = e;
      to[fresh + 5] = f;
      fresh += SPACE_STRIDE;
    };
    for (let i = 0; i < end && fresh < capacity; i += SPACE_STRIDE) {
      if (!meets(from, i, x1, y1, z1, x2, y2, z2)) continue;
      const a = from[i]!;
      const b = from[i + 1]!;
      const c = from[i + 2]!;
      const d = from[i + 3]!;
      const e = from[i + 4]!;
      const f = from[i + 5]!;
      put(a, b, c, x1, e, f);
      put(x2, b, c, d, e, f);
      put(a, b, c, d, y1, f);
      put(a, y2, c, d, e, f);
      put(a, b, c, d, e, z1);
      put(a, b, z2, d, e, f);
    }
    this.count = dropInner(to, kept, fresh) / SPACE_STRIDE;
    this.next = from;
    this.at = to;
    if (this.count > this.spacesMax) this.forgetSmallest();
  }

  private forgetSmallest(): void {
    const volumes = Array.from({ length: this.count }, (_, space) => ({ space, volume: this.volume(space) }));
    volumes.sort((p, q) => q.volume - p.volume || p.space - q.space);
    volumes.slice(0, this.spacesMax).forEach(({ space }, index) => {
      copy(this.at, space * SPACE_STRIDE, this.next, index * SPACE_STRIDE);
    });
    [this.at, this.next] = [this.next, this.at];
    this.count = this.spacesMax;
  }

  private volume(space: number): number {
    const i = space * SPACE_STRIDE;
    const { at } = this;
    return (at[i + 3]! - at[i]!) * (at[i + 4]! - at[i + 1]!) * (at[i + 5]! - at[i + 2]!);
  }
}

const meets = (
  at: Float64Array,
  i: number,
  x1: number,
  y1: number,
  z1: number,
  x2: number,
  y2: number,
  z2: number,
): boolean =>
  x1 < at[i + 3]! - TOLERANCE_MM &&
  x2 > at[i]! + TOLERANCE_MM &&
  y1 < at[i + 4]! - TOLERANCE_MM &&
  y2 > at[i + 1]! + TOLERANCE_MM &&
  z1 < at[i + 5]! - TOLERANCE_MM &&
  z2 > at[i + 2]! + TOLERANCE_MM;

const copy = (from: Float64Array, i: number, to: Float64Array, j: number): void => {
  for (let k = 0; k < SPACE_STRIDE; k += 1) to[j + k] = from[i + k]!;
};

/** Drops the fresh spaces (from `kept` on) that lie within another; the kept ones were maximal already and stay so. */
const dropInner = (at: Float64Array, kept: number, end: number): number => {
  let write = kept;
  for (let i = kept; i < end; i += SPACE_STRIDE) {
    let inside = false;
    for (let j = 0; j < write && !inside; j += SPACE_STRIDE) inside = within(at, i, j);
    for (let j = i + SPACE_STRIDE; j < end && !inside; j += SPACE_STRIDE) {
      inside = within(at, i, j) && !within(at, j, i);
    }
    if (inside) continue;
    copy(at, i, at, write);
    write += SPACE_STRIDE;
  }
  return write;
};

const within = (at: Float64Array, inner: number, outer: number): boolean =>
  at[inner]! >= at[outer]! - TOLERANCE_MM &&
  at[inner + 1]! >= at[outer + 1]! - TOLERANCE_MM &&
  at[inner + 2]! >= at[outer + 2]! - TOLERANCE_MM &&
  at[inner + 3]! <= at[outer + 3]! + TOLERANCE_MM &&
  at[inner + 4]! <= at[outer + 4]! + TOLERANCE_MM &&
  at[inner + 5]! <= at[outer + 5]! + TOLERANCE_MM;
