import { proposeCorrection, type CorrectionEvidence } from './item-correction.js';

const evidence = (over: Partial<CorrectionEvidence> = {}): CorrectionEvidence => ({
  ...{ trackingNumber: '1', parcelId: 'p', billNumber: 'b', units: 2, over: 'weight', plannedClass: '60' },
  ...{ billedClass: '80', billedWeightGrams: 2_700, tareGrams: 100, yen: 100 },
  ...over,
});
const MEASURED = { size: { lengthMm: 120, widthMm: 90, heightMm: 100 }, weightGrams: 800 };

describe('a correction proposed to the master', () => {
  it('takes the median of what the scales leave for one unit, and adds up the yen', () => {
    const rows = [2_700, 2_500, 9_100].map((billedWeightGrams) => evidence({ billedWeightGrams }));
    expect(proposeCorrection('MUG/白', 4, MEASURED, rows)).toMatchObject({
      ...{ parcels: 4, parcelsOver: 3, yen: 300, now: MEASURED },
      propose: { weightGrams: 1_300, measureSize: false },
      accept: { method: 'PUT', path: '/v1/items/MUG%2F%E7%99%BD' },
    });
  });

  it('asks to measure where size is in doubt, and names no weight that nobody weighed or that the master has', () => {
    const bulged = [evidence({ over: 'bulge', billedWeightGrams: null })];
    expect(proposeCorrection('MUG', 1, MEASURED, bulged).propose).toEqual({
      weightGrams: null,
      measureSize: true,
    });
    const asMaster = [evidence({ billedWeightGrams: 1_700 })];
    expect(proposeCorrection('MUG', 1, MEASURED, asMaster).propose).toEqual({
      weightGrams: null,
      measureSize: true,
    });
    const lighterThanItsBox = [evidence({ billedWeightGrams: 90 })];
    expect(proposeCorrection('MUG', 1, MEASURED, lighterThanItsBox).propose.weightGrams).toBeNull();
  });
});
