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
