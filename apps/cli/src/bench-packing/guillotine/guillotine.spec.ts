import { seededRandom } from '@okuru/packing/testing';
import { brokenIn } from '../report.js';
import type { Bench } from '../section.js';
import { solve, type Solve } from '../solver.js';
import { feasibleGoods, volumeOf } from './cut-box.js';
import { guillotineSection } from './guillotine-section.js';

const BOX = { lengthMm: 300, widthMm: 220, heightMm: 160 };

describe('goods cut from a box', () => {
  it.each([
    [5, 0.8],
    [12, 0.86],
    [20, 0.77],
  ])('are %s whole pieces that fill %s of it', (items, fill) => {
    const pieces = feasibleGoods(BOX, { items, fill }, seededRandom(1));
    expect(pieces).toHaveLength(items);
    const share = pieces.reduce((sum, piece) => sum + volumeOf(piece), 0) / volumeOf(BOX);
    expect(Math.abs(share - fill)).toBeLessThanOrEqual(0.02);
    expect(pieces.flatMap((piece) => Object.values(piece) as number[]).every(Number.isInteger)).toBe(true);
  });

  it('are the same for the same seed', () => {
    const family = { items: 8, fill: 0.84 };
    expect(feasibleGoods(BOX, family, seededRandom(7))).toEqual(feasibleGoods(BOX, family, seededRandom(7)));
    expect(feasibleGoods(BOX, family, seededRandom(7))).not.toEqual(
      feasibleGoods(BOX, family, seededRandom(8)),
    );
  });
});

describe('the section of cut boxes', () => {
  const bench: Bench = { seed: 1, size: 'tiny', dataset: undefined, shared: '', step: () => undefined };
  const brokenBy = (liar: Solve) => brokenIn('guillotine', guillotineSection(bench, liar).rows).join('\n');
  const never: Solve = (items, packages, rules, price) => ({
    ...solve([], packages, rules, price),
    whole: [{ packageCode: packages[0]!.code, reason: 'search-budget-spent' }],
    unpackable: items.length > 0 ? [] : ['none'],
  });

  it('breaks in every family when nothing is found', () => {
    expect(brokenBy(never).split('\n')).toHaveLength(5);
  });

  it('breaks when a case is called impossible', () => {
    const liar: Solve = (...question) => ({
      ...never(...question),
      whole: [{ packageCode: 'box', reason: 'does-not-fit' }],
    });
    expect(brokenBy(liar)).toMatch(/called impossible, but it was cut from the box/);
  });

  it('breaks when all is thrown on one heap', () => {
    const liar: Solve = (items, packages, ...rest) => ({
      ...never(items, packages, ...rest),
      whole: [
        {
          packageCode: 'box',
          yen: 1,
          packed: {
            packageCode: 'box',
            outer: BOX,
            grossWeightGrams: 100 * items.length,
            placements: items.map(({ sku, size }) => ({
              sku,
              unit: 0,
              xMm: 0,
              yMm: 0,
              zMm: 0,
              dxMm: size.lengthMm,
              dyMm: size.widthMm,
              dzMm: size.heightMm,
            })),
          },
        },
      ],
    });
    expect(brokenBy(liar)).toMatch(/overlap/);
  });
});
