import { SAMPLE_CARTONS } from './generated-order-set.js';
import { peerBoxes } from './peer-boxes.js';
import { leastYenOf } from './peer-price.js';

const [small, flat, medium] = SAMPLE_CARTONS;
/** 100 yen, and 100 more from 1 kg on; nothing above 2 kg. */
const price = ({ grossWeightGrams }: { grossWeightGrams: number }) =>
  grossWeightGrams > 2_000 ? null : grossWeightGrams > 1_000 ? 200 : 100;
const steps = [1_000, 2_000];

describe("BoxPacker's boxes", () => {
  const goods = [
    { sku: 'a', quantity: 2, size: { lengthMm: 200, widthMm: 100, heightMm: 100 }, weightGrams: 300 },
  ];
  const inside = (kinds: typeof SAMPLE_CARTONS) =>
    kinds.reduce((sum, { inner }) => sum + inner.lengthMm * inner.widthMm * inner.heightMm, 0);

  it('are named by their number and utilisation', () => {
    const utilisationPct = Math.round((1_000 * 4_000_000) / inside([small!, medium!])) / 10;
    expect(peerBoxes(goods, SAMPLE_CARTONS, { boxes: 2, utilisationPct })).toEqual([[small, medium]]);
  });

  it('stay unknown when nothing fits what is stated, or there are too many ways', () => {
    expect(peerBoxes(goods, SAMPLE_CARTONS, { boxes: 1, utilisationPct: 99.9 })).toEqual([]);
    expect(peerBoxes(goods, SAMPLE_CARTONS, { boxes: 40, utilisationPct: 1 })).toEqual([]);
    expect(peerBoxes(goods, SAMPLE_CARTONS, { boxes: 1, utilisationPct: undefined })).toEqual([]);
  });

  it('are priced at the spread of weight that suits them best', () => {
    // 400 g of boxes: 1,600 g of goods go as 1,000 + 1,000; 1 g more makes one of them 2,000.
    expect(leastYenOf([small!, flat!], 1_600, price, steps)).toBe(200);
    expect(leastYenOf([small!, flat!], 1_601, price, steps)).toBe(300);
    expect(leastYenOf([small!], 1_800, price, steps)).toBe(200);
  });

  it('have no price when they cannot carry the weight', () => {
    expect(leastYenOf([small!, flat!], 3_601, price, steps)).toBeNull();
  });
});
