import { plainRefusal, type Search } from '../pack-one.js';
import { pricedParcel, roomHolds, type Candidate } from './candidate.js';
import type { ParcelPrice } from './cheapest-packing.js';
import { fitTogether, type Fit } from './fit-together.js';
import { countsOf, type GoodsSets } from './goods-sets.js';

const UNTRIED = 0;
const IMPOSSIBLE = 1;
const SPENT = 2;
const FOUND = 3;

/** Hopes of the cheapest parcel for a set: among what is not proven impossible, or only among what is found or not tried yet. */
export type Hope = 'unless-impossible' | 'found-or-untried';

/** What is known of each set of goods in each room: its price, and whether it goes in. Prices are asked once, fits proven when needed. */
export class ParcelTable {
  private readonly yen: Float64Array;
  private readonly state: Uint8Array;
  private readonly fits = new Map<number, Fit>();

  constructor(
    private readonly search: Search,
    private readonly sets: GoodsSets,
    private readonly candidates: readonly Candidate[],
    price: ParcelPrice,
  ) {
    const { shapes } = search;
    this.yen = new Float64Array(sets.size * candidates.length).fill(Infinity);
    this.state = new Uint8Array(sets.size * candidates.length);
    for (let set = 1; set < sets.size; set += 1) {
      const counts = countsOf(sets, set);
      for (const candidate of candidates) {
        const at = this.at(set, candidate);
        if (plainRefusal(shapes, counts, candidate.kind)) this.state[at] = IMPOSSIBLE;
        else this.yen[at] = price(pricedParcel(candidate, shapes, counts)) ?? Infinity;
      }
    }
  }

  /** The cheapest room that may yet take the set, smallest outside first among equals; undefined when there is none. */
  cheapest(set: number, hope: Hope): Candidate | undefined {
    let best: Candidate | undefined;
    let bestYen = Infinity;
    for (const candidate of this.candidates) {
      const at = this.at(set, candidate);
      const state = this.state[at]!;
      if (state === IMPOSSIBLE || (state === SPENT && hope === 'found-or-untried')) continue;
      if (this.yen[at]! < bestYen) {
        bestYen = this.yen[at]!;
        best = candidate;
      }
    }
    return best;
  }

  yenOf(set: number, candidate: Candidate): number {
    return this.yen[this.at(set, candidate)]!;
  }

  isRefused(set: number, candidate: Candidate): boolean {
    return this.state[this.at(set, candidate)] === IMPOSSIBLE;
  }

  /** Whether the set goes into the room, tried once. What is impossible is so for every larger set and in every smaller room. */
  fit(set: number, candidate: Candidate): Fit {
    const at = this.at(set, candidate);
    const known = this.fits.get(at);
    if (known) return known;
    if (this.state[at] === IMPOSSIBLE) return { is: 'impossible' };
    const fit = fitTogether(this.search, countsOf(this.sets, set), candidate.kind, candidate.room);
    this.fits.set(at, fit);
    if (fit.is === 'impossible') this.refuse(set, candidate);
    else this.state[at] = fit.is === 'found' ? FOUND : SPENT;
    return fit;
  }

  private refuse(set: number, candidate: Candidate): void {
    const counts = countsOf(this.sets, set);
    const rooms = this.candidates.filter(({ room }) => roomHolds(candidate.room, room));
    for (let larger = set; larger < this.sets.size; larger += 1) {
      if (!countsOf(this.sets, larger).every((count, shape) => count >= counts[shape]!)) continue;
      for (const room of rooms) {
        const at = this.at(larger, room);
        if (this.state[at] === UNTRIED || this.state[at] === SPENT) this.state[at] = IMPOSSIBLE;
      }
    }
  }

  private at(set: number, candidate: Candidate): number {
    return set * this.candidates.length + candidate.index;
  }
}
