import { NoAnswer, Problem } from '../../shared/http.js';
import { filledServiceOf, mergedServices } from './carrier-services.js';
import { enclosureFrom, filledFrom, type ShownEnclosure } from './enclosure-fields.js';
import { faultWords, fieldFaultsOf } from './faults.js';
import { fieldsOf, filledOf, KINDS, packageOf } from './package-fields.js';

describe('the fields of a package', () => {
  const bag = {
    ...{
      code: 'BAG',
      nameJa: '袋',
      kind: 'mailer-bag',
      costYen: 12,
      emptyWeightGrams: 20,
      grossWeightGramsMax: 900,
    },
    ...{ flat: { lengthMm: 300, widthMm: 200 }, wallMm: 0.2, thicknessMmMax: 30, refusesTraits: ['fragile'] },
  };

  it('hold all that a package is made of, and give it back as it was', () => {
    expect(packageOf(bag, filledOf(bag))).toEqual(bag);
    const box = {
      ...{
        code: 'B',
        nameJa: '箱',
        kind: 'carton',
        costYen: 1,
        emptyWeightGrams: 2,
        grossWeightGramsMax: 3,
        stock: 4,
      },
      inner: { lengthMm: 1, widthMm: 2, heightMm: 3 },
      outer: { lengthMm: 4, widthMm: 5, heightMm: 6 },
    };
    expect(packageOf(box, filledOf(box))).toEqual(box);
  });

  it('that are emptied are left out, and what is no number is for the server to name', () => {
    const put = packageOf(
      { ...bag, stock: 5 },
      { ...filledOf({ ...bag, stock: 5 }), stock: ' ', costYen: 'たくさん' },
    );
    expect(put).not.toHaveProperty('stock');
    expect(put['costYen']).toBe('たくさん');
  });

  it('are there for every kind', () => {
    for (const kind of KINDS) expect(fieldsOf(kind)).toContain('grossWeightGramsMax');
  });
});

describe('the services of the carriers', () => {
  const AS_THE_TABLE = filledServiceOf(undefined);
  const discount = { kind: 'yen', yen: 10 };

  it('keep what the form does not show, and say nothing of those that nobody changed', () => {
    const settings = {
      services: [
        { carrier: 'yamato', service: 'takkyubin', inUse: true, cutOff: '15:00', discounts: [discount] },
      ],
      shopClosed: { weekdays: [0] },
    };
    const changes = new Map([
      ['yamato/takkyubin', { ...AS_THE_TABLE, inUse: true }],
      [
        'sagawa/takuhaibin',
        { ...AS_THE_TABLE, inUse: false, cutOff: '16:30', labelMode: 'before-check' as const },
      ],
    ]);
    expect(mergedServices(settings, changes)).toEqual({
      services: [
        { carrier: 'yamato', service: 'takkyubin', inUse: true, discounts: [discount] },
        {
          carrier: 'sagawa',
          service: 'takuhaibin',
          inUse: false,
          cutOff: '16:30',
          labelMode: 'before-check',
        },
      ],
      shopClosed: { weekdays: [0] },
    });
    expect(mergedServices(settings, new Map()).services).toEqual(settings.services);
  });
});

describe('a no of the server', () => {
  it('stands at its field', () => {
    const errors = [
      { path: 'packages[0].costYen', message: 'must be a number', mend: 'Write yen.' },
      { path: 1 },
    ];
    expect(fieldFaultsOf(new Problem(422, 'invalid-request', { errors }))).toEqual({
      'packages[0].costYen': 'must be a number. Write yen.',
    });
    expect(fieldFaultsOf(new NoAnswer())).toEqual({});
  });

  it('is told apart from silence', () => {
    expect(faultWords(new NoAnswer())).toEqual({ key: 'settings.noAnswer' });
    expect(faultWords(new Problem(409, 'x', { detail: 'No.' }))).toEqual({ words: 'No.' });
  });
});

describe('the fields of an enclosure', () => {
  const sample: ShownEnclosure = {
    ...{ code: 'SAMPLE', names: { ja: '見本', en: 'Sample' }, barcode: '4900000000900' },
    ...{ when: 'with-sku', skus: ['TEA', 'COFFEE'], weightGrams: 20 },
  };

  it('give it back as it was, and leave out what is empty', () => {
    expect(enclosureFrom(filledFrom(sample))).toEqual(sample);
    const bare: ShownEnclosure = { code: 'X', names: { ja: '紙' }, when: 'every-parcel', weightGrams: 0 };
    expect(enclosureFrom(filledFrom(bare))).toEqual({ code: 'X', names: { ja: '紙' }, when: 'every-parcel' });
  });

  it('name goods only where those count, and leave what is no number to the server', () => {
    const { fields } = filledFrom(sample);
    const other = { ...fields, code: ' thanks ', weightGrams: '軽い' };
    expect(enclosureFrom({ when: 'gift-orders', fields: other })).toEqual({
      ...{ code: 'THANKS', names: sample.names, barcode: sample.barcode },
      ...{ when: 'gift-orders', weightGrams: '軽い' },
    });
  });
});
