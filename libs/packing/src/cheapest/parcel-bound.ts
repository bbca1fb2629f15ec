import { eachScale, sumOf, type Scale } from '../fit/scales.js';
import type { Shape } from '../shape.js';
import type { Candidate } from './candidate.js';
import { plainRefusalOf } from './refusal.js';

/** Scales weighed against each other per room. */
const SCALES_PER_ROOM = 12;

/** Steps of the search for the best weights. */
const STEPS = 120;

/**
 * Yen that any way to send the goods costs at least when no parcel in a room costs less than its floor.
 * Linear programming duality: share each room's floor out over its scales; a unit then costs at least what its shares
 * weigh in the room kindest to it. Any sharing out gives a valid bound; the steps look for a good one.
 */
export const parcelBound = (
  shapes: readonly Shape[],
  counts: readonly number[],
  candidates: readonly Candidate[],
  floorYen: (candidate: Candidate) => number,
): number => {
  const rooms = candidates.map((candidate) => roomScales(shapes, counts, candidate, floorYen(candidate)));
  let best = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const { bound, kindest } = weigh(shapes.length, counts, rooms);
    if (bound > best) best = bound;
    // No goods chose the others, so their weights stay as they are.
    for (const index of new Set(kindest)) if (index >= 0) shift(rooms[index]!, counts, kindest, index, step);
  }
  return roundedUp(
    best,
    rooms.map(({ floor }) => floor),
  );
};

interface RoomScales {
  readonly floor: number;
  readonly scales: readonly Scale[];
  /** Share of the floor on each scale; they add up to 1. */
  weights: number[];
  /** By shape: what a unit takes of the room under these weights. */
  readonly shares: Float64Array;
  /** By shape: whether one unit may go in. */
  readonly takes: readonly boolean[];
}

const roomScales = (
  shapes: readonly Shape[],
  counts: readonly number[],
  candidate: Candidate,
  floor: number,
): RoomScales => {
  const takes = shapes.map((_, shape) => {
    const one = shapes.map((__, other) => (other === shape ? 1 : 0));
    return !plainRefusalOf(shapes, one, candidate);
  });
  const sole = candidate.soleShape;
  if (sole !== undefined)
    return shared(
      { floor, scales: [Float64Array.from(shapes, () => 1)], weights: [1], takes },
      shapes.length,
    );
  const kept: { scale: Scale; sum: number }[] = [];
  const inside = counts.map((count, shape) => (takes[shape] ? count : 0));
  eachScale(shapes, candidate.room, (scale) => {
    const sum = sumOf(scale, inside);
    const last = kept.at(-1);
    if (kept.length < SCALES_PER_ROOM || (last && sum > last.sum + 1e-9)) {
      if (!kept.some((other) => Math.abs(other.sum - sum) < 1e-9)) {
        kept.push({ scale: scale.slice(), sum });
        kept.sort((a, b) => b.sum - a.sum);
        kept.length = Math.min(kept.length, SCALES_PER_ROOM);
      }
    }
    return false;
  });
  const scales = kept.map(({ scale }) => scale);
  return shared({ floor, scales, weights: kept.map(() => 1 / kept.length), takes }, shapes.length);
};

const shared = (room: Omit<RoomScales, 'shares'>, shapes: number): RoomScales => {
  const whole = { ...room, shares: new Float64Array(shapes) };
  share(whole);
  return whole;
};

const share = ({ scales, weights, shares }: RoomScales): void => {
  for (let shape = 0; shape < shares.length; shape += 1) {
    let taken = 0;
    for (let index = 0; index < scales.length; index += 1) taken += weights[index]! * scales[index]![shape]!;
    shares[shape] = taken;
  }
};

const weigh = (
  shapes: number,
  counts: readonly number[],
  rooms: readonly RoomScales[],
): { bound: number; kindest: Int32Array } => {
  const kindest = new Int32Array(shapes).fill(-1);
  let bound = 0;
  for (let shape = 0; shape < shapes; shape += 1) {
    if (counts[shape] === 0) continue;
    let least = Infinity;
    for (let index = 0; index < rooms.length; index += 1) {
      const room = rooms[index]!;
      if (!room.takes[shape]) continue;
      const yen = room.floor * room.shares[shape]!;
      if (yen < least) {
        least = yen;
        kindest[shape] = index;
      }
    }
    bound += counts[shape]! * least;
  }
  return { bound, kindest };
};

/** Moves weight to the scales on which the goods that choose this room take most (multiplicative weights). */
const shift = (
  room: RoomScales,
  counts: readonly number[],
  kindest: Int32Array,
  index: number,
  step: number,
): void => {
  const taken = room.scales.map((scale) => {
    let sum = 0;
    for (let shape = 0; shape < counts.length; shape += 1) {
      if (kindest[shape] === index) sum += counts[shape]! * scale[shape]!;
    }
    return sum;
  });
  const most = Math.max(...taken);
  if (!(most > 0)) return;
  const rate = 2 / Math.sqrt(1 + step);
  const raised = room.weights.map(
    (weight, at) => weight * Math.exp((rate * (taken[at]! - most)) / most) + 1e-6,
  );
  const total = raised.reduce((sum, weight) => sum + weight, 0);
  room.weights = raised.map((weight) => weight / total);
  share(room);
};

/** Whole floors add up to multiples of their greatest common divisor only. */
const roundedUp = (bound: number, floors: readonly number[]): number => {
  if (!floors.every((floor) => Number.isInteger(floor))) return bound;
  const step = floors.reduce(gcd, 0);
  return step === 0 ? bound : Math.ceil(bound / step - 1e-6) * step;
};

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
