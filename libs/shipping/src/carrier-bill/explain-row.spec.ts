import { sagawaTakuhaibin, yamatoTakkyubin, type Tariff } from '@okuru/carriers';
import type { BilledRow } from './billed-row.js';
import { explainRow, type BilledParcel } from './explain-row.js';
import type { PlannedFreight } from './planned-freight.js';

const tariff = (carrier: string, service: string): Tariff => ({
  ...{ carrier, service, version: 'contract', source: 'our contract', isSample: false },
  effectiveFrom: '2026-04-01',
  zoneByPrefecture: { 27: 'kansai' },
  priceYen: { kansai: { 60: 600, 80: 700, 100: 850, 120: 1_000, 140: 1_200 } },
  cashOnDeliveryFeeYen: 300,
});
const TABLES = {
  services: [yamatoTakkyubin, sagawaTakuhaibin],
  tariffs: [tariff('yamato', 'takkyubin'), tariff('sagawa', 'takuhaibin')],
};

/** A box of 76 cm: class 80 by its size at every carrier. */
const planned = (over: Partial<PlannedFreight> = {}): PlannedFreight => ({
  ...{ carrier: 'yamato', service: 'takkyubin', classCode: '80', zone: 'kansai' },
  outer: { lengthMm: 320, widthMm: 240, heightMm: 200 },
  ...{ grossWeightGrams: 1_500, freightYen: 700, surchargeYen: 0, tariffVersion: 'contract' },
  ...over,
});
const parcel = (over: Partial<BilledParcel> = {}): BilledParcel => ({
  left: true,
  planned: planned(),
  surchargeExpected: false,
  ...over,
});
const row = (over: Partial<BilledRow> = {}): BilledRow => ({
  ...{ row: 2, trackingNumber: '100000000004', classCode: '80', weightGrams: null, billedYen: 700 },
  ...{ surchargeYen: 0, surchargeKind: 'not-stated', billedOn: '2026-11-05' },
  ...over,
});
const causes = (billed: Partial<BilledRow>, known: BilledParcel | undefined = parcel(), before = false) =>
  explainRow(row(billed), known, before, TABLES).map(({ cause, yen }) => [cause, yen]);

describe('why a parcel is billed other than planned', () => {
  it('is no question when it is billed as planned', () => {
    expect(causes({})).toEqual([]);
  });

  it.each<[string, Partial<BilledRow>, BilledParcel | undefined, [string, number][]]>([
    ['the package bulged', { classCode: '100', billedYen: 850 }, parcel(), [['bulge', 150]]],
    [
      'it bulged, the scales say so too',
      { classCode: '100', billedYen: 850, weightGrams: 1_500 },
      parcel(),
      [['bulge', 150]],
    ],
    [
      'Yamato weighed 7 kg, which is class 100',
      { classCode: '100', billedYen: 850, weightGrams: 7_000 },
      parcel(),
      [['weight', 150]],
    ],
    ['another price for the same class', { billedYen: 715 }, parcel(), [['tariff', 15]]],
    ['a rebate nobody entered', { billedYen: 650 }, parcel(), [['tariff', -50]]],
    ['a smaller class', { classCode: '60', billedYen: 600 }, parcel(), [['smaller-class', -100]]],
    [
      'bulged and dearer than the tariff',
      { classCode: '100', billedYen: 880 },
      parcel(),
      [
        ['bulge', 150],
        ['tariff', 30],
      ],
    ],
    ['an island', { surchargeYen: 550, surchargeKind: 'remote' }, parcel(), [['remote', 550]]],
    ['a surcharge without a name', { surchargeYen: 550 }, parcel(), [['remote', 550]]],
    [
      'a surcharge on a chilled parcel',
      { surchargeYen: 220 },
      parcel({ surchargeExpected: true }),
      [['surcharge', 220]],
    ],
    [
      'insurance nobody planned',
      { surchargeYen: 110, surchargeKind: 'insurance' },
      parcel(),
      [['surcharge', 110]],
    ],
    [
      'a planned surcharge that was not billed',
      {},
      parcel({ planned: planned({ surchargeYen: 300 }) }),
      [['surcharge', -300]],
    ],
    [
      'bulged on the way to an island',
      { classCode: '120', billedYen: 1_000, surchargeYen: 500, surchargeKind: 'remote' },
      parcel(),
      [
        ['bulge', 300],
        ['remote', 500],
      ],
    ],
    [
      'a class of another service',
      { classCode: 'mailbox', billedYen: 250 },
      parcel(),
      [['other-service', -450]],
    ],
    ['a number nobody knows', { surchargeYen: 50 }, undefined, [['unknown-parcel', 750]]],
    ['a parcel that was voided', {}, parcel({ left: false }), [['not-dispatched', 700]]],
    ['a parcel without a plan', {}, parcel({ planned: null }), [['no-plan', 700]]],
  ])('%s', (_what, billed, known, expected) => {
    expect(explainRow(row(billed), known, false, TABLES).map(({ cause, yen }) => [cause, yen])).toEqual(
      expected,
    );
  });

  it('a parcel billed before costs its whole sum again', () => {
    expect(causes({ surchargeYen: 20 }, parcel(), true)).toEqual([['billed-twice', 720]]);
  });

  it('no weight lifts a class where the carrier goes by size alone', () => {
    const sagawaIsNot = planned({ carrier: 'sagawa', service: 'takuhaibin' });
    const sizeOnly = {
      ...TABLES,
      services: [{ ...sagawaTakuhaibin, classRule: 'size-only' as const }],
    };
    const billed = row({ classCode: '100', billedYen: 850, weightGrams: 7_000 });
    expect(explainRow(billed, parcel({ planned: sagawaIsNot }), false, sizeOnly)).toEqual([
      { cause: 'bulge', yen: 150 },
    ]);
  });

  it('adds up to the difference, whatever the figures are', () => {
    for (const classCode of ['60', '80', '100', '160', 'mailbox'])
      for (const billedYen of [0, 599, 700, 1_234])
        for (const surchargeYen of [0, 330])
          for (const plannedSurcharge of [0, 330, 500]) {
            const plan = planned({ surchargeYen: plannedSurcharge });
            const parts = explainRow(
              row({ classCode, billedYen, surchargeYen }),
              parcel({ planned: plan }),
              false,
              TABLES,
            );
            const sum = parts.reduce((all, { yen }) => all + yen, 0);
            expect(sum).toBe(billedYen + surchargeYen - plan.freightYen - plan.surchargeYen);
          }
  });
});
