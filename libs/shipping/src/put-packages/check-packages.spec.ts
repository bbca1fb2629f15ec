import { CARRIER_SERVICES } from '@okuru/carriers';
import { checkPackages } from './check-packages.js';
import { SEED_PACKAGES } from '../package-kinds/seed-packages.js';

const [first] = SEED_PACKAGES;

describe('a list of packages', () => {
  it('that contradicts itself is refused, each fault at its place', () => {
    const small = { ...first!, code: 'SMALL', outer: { lengthMm: 1, widthMm: 1, heightMm: 1 } };
    const full = { ...first!, code: 'FULL', grossWeightGramsMax: first!.emptyWeightGrams };
    expect(checkPackages([first!, small, full, first!]).map(({ path }) => path)).toEqual([
      'packages[1].outer',
      'packages[2].grossWeightGramsMax',
      'packages[3].code',
    ]);
  });

  const bag = {
    ...{ code: 'BAG', nameJa: '袋', kind: 'mailer-bag' as const, wallMm: 0.1, thicknessMmMax: 80 },
    ...{
      flat: { lengthMm: 320, widthMm: 230 },
      emptyWeightGrams: 15,
      grossWeightGramsMax: 1_000,
      costYen: 12,
    },
  };
  const folding = { ...first!, code: 'F', kind: 'folding-box' as const, innerHeightMmMin: 20 };

  it('takes every kind with what makes it one', () => {
    const own = { code: 'OWN', nameJa: '商品の箱', kind: 'own-box' as const };
    const empty = { emptyWeightGrams: 0, grossWeightGramsMax: 25_000, costYen: 0 };
    const box = { ...first!, code: 'K', kind: 'carrier-box' as const, carrier: 'yamato' };
    expect(checkPackages([bag, folding, box, { ...own, ...empty }])).toEqual([]);
  });

  it.each([
    ['a bag with a fixed inside', { ...bag, inner: first!.inner }, 'inner'],
    ['a carton of a carrier', { ...first!, carrier: 'yamato' }, 'carrier'],
    ['a bag thicker than it is wide', { ...bag, thicknessMmMax: 230 }, 'thicknessMmMax'],
    ['a box folded up higher than it is', { ...folding, innerHeightMmMin: 25 }, 'innerHeightMmMin'],
  ])('refuses %s', (_what, asked, field) => {
    expect(checkPackages([asked]).map(({ path }) => path)).toEqual([`packages[0].${field}`]);
  });
});

describe('the packages a shop begins with', () => {
  it('are a sound list', () => expect(checkPackages(SEED_PACKAGES)).toEqual([]));

  it('fit their size class, and the letter-box carton the letter box', () => {
    const sum = ({ outer }: (typeof SEED_PACKAGES)[number]) =>
      outer.lengthMm + outer.widthMm + outer.heightMm;
    for (const kind of SEED_PACKAGES) {
      const centimetres = /^C(\d+)/.exec(kind.code)?.[1];
      if (centimetres) expect(sum(kind)).toBeLessThanOrEqual(Number(centimetres) * 10);
    }
    const letterBox = SEED_PACKAGES.find(({ code }) => code === 'M30')!;
    const nekopos = CARRIER_SERVICES.find(({ service }) => service === 'nekopos')!;
    expect(letterBox.outer.heightMm).toBeLessThanOrEqual(nekopos.thicknessMmMax!);
    expect(letterBox.outer.lengthMm).toBeLessThanOrEqual(nekopos.longestSideMmMax);
    expect(sum(letterBox)).toBeLessThanOrEqual(nekopos.classes[0]!.threeSideSumMmMax);
  });
});
