import type { Block } from '../block.js';
import { fillPackage, type Plan, type Work } from '../fill-package.js';
import { balanced } from '../fit/balance.js';
import { fitTogether } from '../fit/fit-together.js';
import { asItIs } from '../fit/own-box.js';
import type { Effort, Question } from '../fit/question.js';
import type { Shape } from '../shape.js';
import { DEFAULT_SUPPORT_SHARE_MIN, type PackRules } from '../types.js';
import { pricedParcel, type Candidate } from './candidate.js';
import type { ParcelPrice } from './cheapest-packing.js';
import { plainRefusalOf } from './refusal.js';

/** A parcel on the way to an answer. */
export interface Draft {
  readonly candidate: Candidate;
  readonly counts: readonly number[];
  readonly blocks: readonly Block[];
  readonly yen: number;
}

/** Fits and prices of parcels of orders too large to weigh every division; each question is answered once. */
export class QuickFits {
  private readonly known = new Map<string, readonly Block[] | undefined>();

  constructor(
    readonly shapes: readonly Shape[],
    readonly candidates: readonly Candidate[],
    private readonly rules: PackRules,
    private readonly price: ParcelPrice,
    readonly work: Work,
    private readonly effort: Effort,
  ) {}

  yenOf(candidate: Candidate, counts: readonly number[]): number {
    return this.price(pricedParcel(candidate, this.shapes, counts)) ?? Infinity;
  }

  /** The goods in the cheapest room that takes them for less than `yenBelow`, among rooms of kinds that `left` allows. */
  cheapest(
    counts: readonly number[],
    yenBelow: number,
    left: (candidate: Candidate) => boolean,
  ): Draft | undefined {
    const offers = this.candidates
      .filter((candidate) => left(candidate) && !plainRefusalOf(this.shapes, counts, candidate))
      .map((candidate) => ({ candidate, yen: this.yenOf(candidate, counts) }))
      .filter(({ yen }) => yen < yenBelow)
      .sort((a, b) => a.yen - b.yen || a.candidate.index - b.candidate.index);
    for (const { candidate, yen } of offers) {
      const blocks = this.fit(candidate, counts);
      if (blocks) return { candidate, counts, blocks, yen };
    }
    return undefined;
  }

  /** As many of the units as one plan gets into the room; undefined when none, or when they may not stay so. */
  fill(candidate: Candidate, left: readonly number[], plan: Plan): Draft | undefined {
    const allowed = left.map((count, shape) => (candidate.refuses[shape] ? 0 : count));
    const { shapes, supportShareMin, work } = this;
    const filling = fillPackage(shapes, allowed, candidate.room, plan, supportShareMin, work);
    const counts = left.map((count, shape) => Math.min(count, allowed[shape]! - filling.left[shape]!));
    if (filling.blocks.length === 0 || plainRefusalOf(shapes, counts, candidate)) return undefined;
    const yen = this.yenOf(candidate, counts);
    const blocks = this.settle(candidate)(filling.blocks);
    return blocks && yen < Infinity ? { candidate, counts, blocks, yen } : undefined;
  }

  private fit(candidate: Candidate, counts: readonly number[]): readonly Block[] | undefined {
    const { room, soleShape } = candidate;
    if (soleShape !== undefined) return [asItIs(soleShape, room)];
    const key = `${candidate.index}:${counts.join()}`;
    if (this.known.has(key)) return this.known.get(key);
    const { shapes, supportShareMin } = this;
    const settle = this.settle(candidate);
    const fit = fitTogether({ shapes, counts, room, supportShareMin, settle }, this.work, this.effort);
    const blocks = fit.is === 'found' ? fit.blocks : undefined;
    this.known.set(key, blocks);
    return blocks;
  }

  private settle({ kind, room }: Candidate): Question['settle'] {
    return balanced(kind, room, this.shapes, this.rules);
  }

  private get supportShareMin(): number {
    return this.rules.supportShareMin ?? DEFAULT_SUPPORT_SHARE_MIN;
  }
}
