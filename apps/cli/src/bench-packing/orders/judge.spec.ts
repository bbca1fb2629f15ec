import {
  DEFAULT_PACK_RULES as rules,
  packCheapest,
  type CheapestPacking,
  type PackItem,
} from '@okuru/packing';
import { COUNTED } from '../carriage.js';
import { SAMPLE_CARTONS } from './generated-order-set.js';
import { faultsOf, type Known } from './judge.js';

const item = (sku: string, quantity: number, sideMm: number): PackItem => ({
  sku,
  quantity,
  size: { lengthMm: sideMm, widthMm: sideMm, heightMm: sideMm },
  weightGrams: 100,
});
const items = [item('cube', 3, 100), item('die', 2, 60)];
const question = { items, kinds: SAMPLE_CARTONS, rules, price: COUNTED.of };
const nothingKnown: Known = { leastYen: 0, reachedYen: Infinity };
const honest = packCheapest(items, SAMPLE_CARTONS, rules, COUNTED.of, COUNTED.floor);

const withBest = (change: Partial<NonNullable<CheapestPacking['best']>>): CheapestPacking => ({
  ...honest,
  best: { ...honest.best!, ...change },
});
const movedBy = (mm: number): CheapestPacking => {
  const [first] = honest.best!.packages;
  const [place, ...rest] = first!.placements;
  return withBest({ packages: [{ ...first!, placements: [{ ...place!, xMm: place!.xMm + mm }, ...rest] }] });
};

describe('the judge of an answer', () => {
  it('finds nothing in an honest one', () => {
    expect(faultsOf(question, honest, { leastYen: 1, reachedYen: 1 })).toEqual([]);
  });

  it.each<[fault: string, answer: CheapestPacking, known: Known, said: RegExp]>([
    ['a unit pushed into others', movedBy(-30), nothingKnown, /overlap|sticks out/],
    ['no packages', withBest({ packages: [] }), nothingKnown, /missing/],
    ['a wrong sum', withBest({ yen: 0.5 }), nothingKnown, /states 0.5 but its parcels cost 1/],
    [
      'an answer that is too good',
      honest,
      { leastYen: 2, reachedYen: Infinity },
      /below what is possible, 2/,
    ],
    [
      'a proof that somebody else refutes',
      { ...withBest({ yen: 1 }), proof: { proven: true } },
      { leastYen: 0, reachedYen: 0.5 },
      /nothing is below 1, but 0.5 was reached/,
    ],
    [
      'a bound above what somebody else reached',
      { ...honest, proof: { proven: false, lowerBoundYen: 0.8 } },
      { leastYen: 0, reachedYen: 0.5 },
      /nothing is below 0.8, but 0.5 was reached/,
    ],
    [
      'a bound above its own answer',
      { ...honest, proof: { proven: false, lowerBoundYen: 3 } },
      nothingKnown,
      /bound of 3 above its own answer 1/,
    ],
    [
      'goods called unpackable that fit',
      { ...honest, best: undefined, unpackable: ['die'] },
      nothingKnown,
      /die is called unpackable but fits/,
    ],
    ['no answer at all', { ...honest, best: undefined }, nothingKnown, /no answer/],
  ])('catches %s', (_fault, answer, known, said) => {
    expect(faultsOf(question, answer, known)).toContainEqual(expect.stringMatching(said));
  });

  it('accepts that goods fit nowhere, or that no service takes them', () => {
    const giant = { ...question, items: [item('giant', 1, 5_000)] };
    const refused = { ...honest, best: undefined };
    expect(faultsOf(giant, { ...refused, unpackable: ['giant'] }, nothingKnown)).toEqual([]);
    expect(faultsOf({ ...question, price: () => null }, refused, nothingKnown)).toEqual([]);
  });
});
