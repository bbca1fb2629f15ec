import { guillotineCase } from '../testing/guillotine.js';
import { shapesOf } from '../shape.js';
import { DEFAULT_PACK_RULES as RULES, type PackItem, type SizeMm } from '../types.js';
import { fitTogether } from './fit-together.js';
import { provenImpossible } from './prove-impossible.js';
import type { Effort, Fit } from './question.js';
import { overfull } from './scales.js';

const BOX: SizeMm = { lengthMm: 300, widthMm: 220, heightMm: 160 };
const PROOF_WORK_MAX = 20_000;

const size = (lengthMm: number, widthMm: number, heightMm: number): SizeMm => ({
  lengthMm,
  widthMm,
  heightMm,
});

const goods = (quantity: number, of: SizeMm, more: Partial<PackItem> = {}): PackItem => ({
  sku: `${of.lengthMm}x${of.widthMm}x${of.heightMm}`,
  quantity,
  size: of,
  weightGrams: 10,
  ...more,
});

const question = (items: readonly PackItem[], inner: SizeMm, supportShareMin = 1e-9) => {
  const shapes = shapesOf(items, RULES);
  return {
    shapes,
    counts: shapes.map(({ quantity }) => quantity),
    room: { ...inner, goodsGramsMax: 10_000 },
    supportShareMin,
    settle: <T>(blocks: T): T => blocks,
  };
};

const provesImpossible = (items: readonly PackItem[], inner: SizeMm): boolean => {
  const { shapes, counts, room } = question(items, inner);
  return (
    overfull(shapes, counts, room) || provenImpossible(shapes, counts, room, { done: 0 }, PROOF_WORK_MAX)
  );
};

const EFFORT: Effort = { plans: 6, orderWork: 60_000, cornerWork: 1_000, proofWork: 1_000 };
const fitOf = (items: readonly PackItem[], inner: SizeMm, supportShareMin?: number): Fit =>
  fitTogether(question(items, inner, supportShareMin), { done: 0 }, EFFORT);

describe('the proofs', () => {
  it('never call goods impossible that were cut out of the room itself', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      for (const [pieces, dropped] of [
        [3, 0],
        [6, 0],
        [7, 1],
      ] as const) {
        expect(provesImpossible(guillotineCase(seed, BOX, pieces, dropped), BOX)).toBe(false);
      }
    }
  });

  it.each<[string, PackItem[], SizeMm]>([
    ['two units too thick to share', [goods(2, size(60, 60, 60))], size(100, 100, 100)],
    ['nine units where eight fill the corners', [goods(9, size(40, 40, 40))], size(100, 100, 100)],
    [
      'a long unit across and two that need its place',
      [goods(1, size(100, 60, 60)), goods(2, size(60, 50, 70))],
      size(100, 100, 100),
    ],
    [
      'two piles on what bears nothing',
      [goods(3, size(90, 90, 40), { doNotStack: true })],
      size(100, 100, 130),
    ],
  ])('see %s', (_what, items, inner) => {
    expect(provesImpossible(items, inner)).toBe(true);
  });

  it('leave the one way open in which the large sealed unit stands on the small one', () => {
    const items = [goods(1, size(100, 100, 200), { doNotStack: true }), goods(1, size(100, 100, 100))];
    expect(provesImpossible(items, size(100, 100, 300))).toBe(false);
    expect(fitOf(items, size(100, 100, 300)).is).toBe('found');
  });

  it('count lengths that add up exactly as fitting, in tenths of a millimetre too', () => {
    expect(provesImpossible([goods(3, size(0.1, 10, 10))], size(0.3, 10, 10))).toBe(false);
    expect(provesImpossible([goods(3, size(0.1, 10, 10))], size(0.29, 10, 10))).toBe(true);
  });
});

describe('fitTogether', () => {
  it.each([
    [5, 6, 20],
    [8, 9, 20],
    [12, 14, 18],
  ])('finds %i pieces out of %i cut from the box', (kept, pieces, least) => {
    let found = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const fit = fitOf(guillotineCase(seed, BOX, pieces, pieces - kept), BOX);
      expect(fit.is).not.toBe('impossible');
      if (fit.is === 'found') found += 1;
    }
    expect(found).toBeGreaterThanOrEqual(least);
  });

  it('answers the same when asked again', () => {
    const items = guillotineCase(3, BOX, 12, 2);
    expect(fitOf(items, BOX, 0.7)).toEqual(fitOf(items, BOX, 0.7));
  });
});
