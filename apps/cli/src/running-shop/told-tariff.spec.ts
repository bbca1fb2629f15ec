import { toldOf } from './told-tariff.js';

const tariff = {
  version: 'yamato/takkyubin@2026-10-01',
  effectiveFrom: '2026-10-01',
  priceYen: { kanto: { 60: 940, 80: 1_230 }, kansai: { 60: 1_060, 80: 1_350 } },
};

describe('what is said of an imported tariff', () => {
  it('is its version, how many prices, and what is still the sample’s', () => {
    expect(toldOf({ stored: true, fromSample: ['codFees'], tariff })).toEqual([
      'yamato/takkyubin@2026-10-01: imported. 4 prices in 2 zones, in force from 2026-10-01.',
      'Still from the sample, as nobody has entered them: codFees.',
    ]);
  });

  it('is that nothing was stored after a dry run', () => {
    expect(toldOf({ stored: false, fromSample: [], tariff })).toEqual([
      'yamato/takkyubin@2026-10-01: checked, nothing stored. 4 prices in 2 zones, in force from 2026-10-01.',
    ]);
  });
});
