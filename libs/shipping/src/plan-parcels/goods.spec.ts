import { goodsOf } from './goods.js';
import { anItem } from '../testing/facts.js';

describe('goodsOf', () => {
  it('hands packing everything the master says of handling', () => {
    const size = { lengthMm: 250, widthMm: 200, heightMm: 40 };
    const foldedSize = { lengthMm: 200, widthMm: 125, heightMm: 80 };
    const item = anItem('SHIRT', {
      size,
      weightGrams: 200,
      handling: {
        fragile: false,
        keepUpright: false,
        doNotStack: false,
        liquid: true,
        battery: true,
        loadOnTopGramsMax: 900,
        flatOnly: true,
        foldedSize,
        compressesToPercent: 50,
        shipsInOwnBox: true,
      },
    });
    const line = { lineId: '1', sku: 'SHIRT', quantity: 2, item };
    expect(goodsOf([line as Parameters<typeof goodsOf>[0][number]])).toEqual([
      {
        sku: 'SHIRT',
        quantity: 2,
        size,
        weightGrams: 200,
        keepUpright: false,
        doNotStack: false,
        fragile: false,
        liquid: true,
        battery: true,
        loadOnTopGramsMax: 900,
        flatOnly: true,
        foldedSize,
        compressesTo: 0.5,
        shipsInOwnBox: true,
      },
    ]);
  });
});
