import { toldOf } from './told-tariff.js';

const tariff = {
  version: 'yamato/takkyubin@2026-10-01',
  effectiveFrom: '2026-10-01',
  priceYen: { kanto: { 60: 940, 80: 1_230 }, kansai: { 60: 1_060, 80: 1_350 } },
};

describe('what is said of an imported tariff', () => {
  it('is its version, how many prices, and what is still the sample’s', () => {
    expect(toldOf(200, { stored: true, fromSample: ['codFees'], tariff })).toEqual([
      'yamato/takkyubin@2026-10-01: imported. 4 prices in 2 zones, in force from 2026-10-01.',
      'Still from the sample, as nobody has entered them: codFees.',
    ]);
  });

  it('is that nothing was stored after a dry run', () => {
    expect(toldOf(200, { stored: false, fromSample: [], tariff })).toEqual([
      'yamato/takkyubin@2026-10-01: checked, nothing stored. 4 prices in 2 zones, in force from 2026-10-01.',
    ]);
  });

  it('is every fault with its mend', () => {
    const errors = [{ path: 'rates[2].cash_yen', message: 'Row 2: too cheap', mend: 'Compare it' }];
    expect(toldOf(422, { title: 'The tariff has faults', detail: 'Nothing was imported.', errors })).toEqual([
      'The tariff has faults (422): Nothing was imported.',
      '  rates[2].cash_yen: Row 2: too cheap – Compare it',
    ]);
  });
});
