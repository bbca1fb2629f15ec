import { brokenIn } from '../report.js';
import type { Bench } from '../section.js';
import { solve, type Solve } from '../solver.js';
import { smallSection } from './small-section.js';

const bench: Bench = { seed: 11, size: 'tiny', dataset: undefined, shared: '', step: () => undefined };
const HUGE = { lengthMm: 2_000, widthMm: 2_000, heightMm: 2_000 };
const brokenBy = (liar: Solve) => brokenIn('small', smallSection(bench, liar).rows).join('\n');

describe('the section of small orders', () => {
  it('holds for the search', () => {
    expect(brokenBy(solve)).toBe('');
  });

  it.each<[lie: string, change: (answer: ReturnType<Solve>) => ReturnType<Solve>, said: RegExp]>([
    ['finds nothing', (answer) => ({ ...answer, best: undefined }), /0 equal, 8 dearer/],
    [
      'asks too much',
      (answer) => ({ ...answer, best: answer.best && { ...answer.best, yen: answer.best.yen + 1 } }),
      /8 dearer[^]*states/,
    ],
    [
      'asks too little',
      (answer) => ({ ...answer, best: answer.best && { ...answer.best, yen: answer.best.yen - 1 } }),
      /8 cheaper[^]*states/,
    ],
    [
      'lifts a unit into the air',
      (answer) => ({
        ...answer,
        best: answer.best && {
          ...answer.best,
          packages: answer.best.packages.map((packed) => ({
            ...packed,
            placements: packed.placements.map((place) => ({ ...place, zMm: place.zMm + 1 })),
          })),
        },
      }),
      /random orders[^:]*: [0-9]+: order/,
    ],
    [
      'claims a bound that is too high',
      (answer) => ({ ...answer, proof: { proven: false, lowerBoundYen: 1e9 } }),
      /claims a bound/,
    ],
  ])('breaks when the search %s', (_lie, change, said) => {
    expect(brokenBy((...question) => change(solve(...question)))).toMatch(said);
  });

  it('breaks when what cannot be sent is sent', () => {
    const anywhere: Solve = (items, packages, rules, _price, floor) => {
      const huge = packages.map((kind) =>
        'inner' in kind ? { ...kind, inner: HUGE, outer: HUGE, grossWeightGramsMax: 1e6 } : kind,
      );
      return solve(items, huge, rules, () => 1, floor);
    };
    expect(brokenBy(anywhere)).toMatch(/packed although the oracle finds no way|sticks out/);
  });
});
