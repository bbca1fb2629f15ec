import type { Block } from '../block.js';
import type { Work } from '../fill-package.js';
import { balanced } from '../fit/balance.js';
import { fitTogether } from '../fit/fit-together.js';
import { asItIs } from '../fit/own-box.js';
import { provenImpossible } from '../fit/prove-impossible.js';
import type { Effort, Fit } from '../fit/question.js';
import { overfull } from '../fit/scales.js';
import type { Shape } from '../shape.js';
import { TOLERANCE_MM } from '../space.js';
import { DEFAULT_SUPPORT_SHARE_MIN, type PackRules } from '../types.js';
import { pricedParcel, roomHolds, type Candidate } from './candidate.js';
import type { ParcelPrice } from './cheapest-packing.js';
import type { GoodsSets } from './goods-sets.js';
import { plainRefusalOf } from './refusal.js';
import type { WayParcel } from './way.js';

const UNTRIED = 0;
const IMPOSSIBLE = 1;
const SPENT = 2;
const FOUND = 3;

/** Which rooms a set may hope for: all but those proven impossible, or of these only those found or not tried yet. */
export type Hope = 'unless-impossible' | 'found-or-untried';

/** What is known of each set of goods in each room: its price, and whether it goes in. Prices are asked once, fits tried when needed. */
export class ParcelTable {
  private readonly yen: Float64Array;
  private readonly state: Uint8Array;
  private readonly fits = new Map<number, Fit>();
  private readonly sizes: readonly [number, number];
  /** By room: the rooms of the same package that hold it, itself among them, the widest last. */
  private readonly nested: readonly (readonly Candidate[])[];
  private effort: Effort;

  constructor(
    private readonly shapes: readonly Shape[],
    private readonly rules: PackRules,
    private readonly sets: GoodsSets,
    private readonly candidates: readonly Candidate[],
    price: ParcelPrice,
    private readonly work: Work,
    effort: Effort,
  ) {
    this.effort = effort;
    this.nested = candidates.map(({ kind, room, soleShape }) =>
      candidates.filter(
        (other) => other.kind === kind && soleShape === undefined && roomHolds(other.room, room),
      ),
    );
    this.sizes = [sets.size, candidates.length];
    this.yen = new Float64Array(sets.size * candidates.length).fill(Infinity);
    this.state = new Uint8Array(sets.size * candidates.length);
    for (let set = 1; set < sets.size; set += 1) {
      const counts = sets.countsOf(set);
      for (const candidate of candidates) {
        const at = this.at(set, candidate);
        if (plainRefusalOf(shapes, counts, candidate)) this.state[at] = IMPOSSIBLE;
        else this.yen[at] = price(pricedParcel(candidate, shapes, counts)) ?? Infinity;
      }
    }
  }

  /** The cheapest room that the set may hope for, smallest outside first among equals. */
  cheapest(
    set: number,
    hope: Hope,
    among: (candidate: Candidate) => boolean = () => true,
  ): Candidate | undefined {
    let best: Candidate | undefined;
    let bestYen = Infinity;
    const row = set * this.sizes[1];
    for (const candidate of this.candidates) {
      const at = row + candidate.index;
      if (!(this.yen[at]! < bestYen)) continue;
      const state = this.state[at]!;
      if (state === IMPOSSIBLE || (state === SPENT && hope === 'found-or-untried') || !among(candidate))
        continue;
      bestYen = this.yen[at]!;
      best = candidate;
    }
    return best;
  }

  yenOf(set: number, candidate: Candidate): number {
    return this.yen[this.at(set, candidate)]!;
  }

  /** Yen of the cheapest room not proven impossible for the set. */
  hopedYen(set: number): number {
    const candidate = this.cheapest(set, 'unless-impossible');
    return candidate ? this.yenOf(set, candidate) : Infinity;
  }

  /** From now on what was not found is tried again with more effort. */
  deepen(effort: Effort): void {
    this.effort = effort;
    for (const [at, fit] of this.fits) if (fit.is === 'spent') this.fits.delete(at);
    for (let at = 0; at < this.state.length; at += 1) if (this.state[at] === SPENT) this.state[at] = UNTRIED;
  }

  /** What is known of the set in the room without trying; undefined when nothing is. */
  known(set: number, candidate: Candidate): Fit | undefined {
    const at = this.at(set, candidate);
    return this.state[at] === IMPOSSIBLE ? { is: 'impossible' } : this.fits.get(at);
  }

  /** Takes up what another table has settled about the same goods, which may have another number there. */
  learn(set: number, from: ParcelTable, setThere: number): void {
    for (const candidate of this.candidates) {
      const fit = from.known(setThere, candidate);
      if (!fit || fit.is === 'spent') continue;
      const at = this.at(set, candidate);
      if (this.state[at] !== UNTRIED && this.state[at] !== SPENT) continue;
      if (fit.is === 'impossible') this.state[at] = IMPOSSIBLE;
      else this.note(set, candidate, fit);
    }
  }

  /**
   * The set in the room or in one as cheap of the same package, undefined when it does not go. The widest such room is tried first:
   * what does not go in there goes into none of the smaller, and what does is closed to the smallest that holds it.
   */
  place(set: number, candidate: Candidate): WayParcel | undefined {
    const yen = this.yenOf(set, candidate);
    const alike = this.nested[candidate.index]!.filter(
      (room) => this.yenOf(set, room) === yen && this.state[this.at(set, room)] !== IMPOSSIBLE,
    );
    const widest = alike.at(-1) ?? candidate;
    const fit = this.fit(set, widest);
    if (fit.is !== 'found') {
      if (fit.is === 'spent') for (const room of alike) this.note(set, room, fit);
      return undefined;
    }
    const tightest = this.candidates.find(
      (room) =>
        room.kind === candidate.kind &&
        room.soleShape === undefined &&
        this.yenOf(set, room) === yen &&
        holdsBlocks(room, widest, fit.blocks),
    );
    const closed = tightest ?? widest;
    this.note(set, closed, fit);
    return { candidate: closed, blocks: fit.blocks };
  }

  /** Refuses all these rooms at once when not even a room as long, as wide and as high as any of them takes the set. */
  refuseTogether(set: number, candidates: readonly Candidate[]): void {
    const rooms = candidates.filter(({ soleShape }) => soleShape === undefined).map(({ room }) => room);
    if (rooms.length < 2) return;
    const hull = {
      lengthMm: Math.max(...rooms.map(({ lengthMm }) => lengthMm)),
      widthMm: Math.max(...rooms.map(({ widthMm }) => widthMm)),
      heightMm: Math.max(...rooms.map(({ heightMm }) => heightMm)),
      goodsGramsMax: Math.max(...rooms.map(({ goodsGramsMax }) => goodsGramsMax)),
    };
    const counts = this.sets.countsOf(set);
    const impossible =
      overfull(this.shapes, counts, hull) ||
      provenImpossible(this.shapes, counts, hull, { done: 0 }, this.effort.proofWork);
    if (!impossible) return;
    for (const candidate of candidates) {
      if (candidate.soleShape === undefined) this.state[this.at(set, candidate)] = IMPOSSIBLE;
    }
  }

  private note(set: number, candidate: Candidate, fit: Fit): void {
    const at = this.at(set, candidate);
    if (this.state[at] !== UNTRIED && this.state[at] !== SPENT) return;
    this.fits.set(at, fit);
    this.state[at] = fit.is === 'found' ? FOUND : SPENT;
  }

  /** Whether the set goes into the room, tried once an effort. What does not go in does not go into a smaller room, nor with more goods. */
  fit(set: number, candidate: Candidate): Fit {
    const known = this.known(set, candidate);
    if (known) return known;
    const fit = this.tried(set, candidate);
    this.fits.set(this.at(set, candidate), fit);
    if (fit.is === 'impossible') this.refuse(set, candidate);
    else this.state[this.at(set, candidate)] = fit.is === 'found' ? FOUND : SPENT;
    return fit;
  }

  private tried(set: number, candidate: Candidate): Fit {
    const { kind, room, soleShape } = candidate;
    if (soleShape !== undefined) return { is: 'found', blocks: [asItIs(soleShape, room)] };
    const { shapes, rules } = this;
    const question = {
      shapes,
      counts: this.sets.countsOf(set),
      room,
      supportShareMin: rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN,
      settle: balanced(kind, room, shapes, rules),
    };
    const asBefore = this.foundInSmaller(set, candidate);
    const blocks = asBefore && question.settle(asBefore);
    return blocks ? { is: 'found', blocks } : fitTogether(question, this.work, this.effort);
  }

  /** How the set lies in a room that this one holds: so it may lie here too. */
  private foundInSmaller(set: number, { room, soleShape }: Candidate): readonly Block[] | undefined {
    if (soleShape !== undefined) return undefined;
    for (const smaller of this.candidates) {
      const at = this.at(set, smaller);
      if (this.state[at] !== FOUND || smaller.soleShape !== undefined) continue;
      const fit = this.fits.get(at);
      if (fit?.is === 'found' && roomHolds(room, smaller.room)) return fit.blocks;
    }
    return undefined;
  }

  private refuse(set: number, candidate: Candidate): void {
    const rooms = this.candidates.filter(
      ({ room, soleShape }) => soleShape === undefined && roomHolds(candidate.room, room),
    );
    for (let larger = set; larger < this.sets.size; larger += 1) {
      if (!this.sets.holds(larger, set)) continue;
      for (const room of rooms) {
        const at = this.at(larger, room);
        if (this.state[at] === UNTRIED || this.state[at] === SPENT) this.state[at] = IMPOSSIBLE;
      }
    }
  }

  private at(set: number, candidate: Candidate): number {
    return set * this.sizes[1] + candidate.index;
  }
}

/** Whether the room, as wide as the other in plan, is high enough for these blocks. */
const holdsBlocks = ({ room }: Candidate, { room: wide }: Candidate, blocks: readonly Block[]): boolean =>
  room.lengthMm === wide.lengthMm &&
  room.widthMm === wide.widthMm &&
  blocks.every(({ top }) => top <= room.heightMm + TOLERANCE_MM);
