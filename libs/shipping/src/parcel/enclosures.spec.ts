import { checklistOf, type Enclosure, type EnclosureLine } from './enclosures.js';
import { LABEL_MODES } from './gate.js';
import { decide, evolve, isRejection, type Parcel, type ParcelCommand, type ParcelLine } from './parcel.js';

const at = '2026-01-15T03:04:05.678Z';
const carriage = { carrier: 'yamato', service: 'takkyubin', plannedYen: 1020 };
const OWN = '100000000004';

const FLYER: Enclosure = { code: 'FLYER', names: { ja: 'チラシ' }, when: 'every-parcel', weightGrams: 5 };
const CARD: Enclosure = {
  ...{ code: 'CARD', names: { ja: 'カード', en: 'Card' }, barcode: '4900000000900' },
  ...{ when: 'gift-orders', weightGrams: 10 },
};
const SAMPLE: Enclosure = {
  ...{ code: 'SAMPLE', names: { ja: '見本' }, when: 'with-sku', skus: ['TEA', 'COFFEE'], weightGrams: 20 },
};

const line = (sku: string, quantity = 1): ParcelLine => ({
  ...{
    lineId: sku,
    sku,
    barcodes: [`BC-${sku}`],
    quantity,
    scanned: 0,
    marks: [],
    missing: 0,
    countable: true,
  },
});
const aParcel = (skus: readonly string[], isGift = false): Parcel => ({
  ...{ status: 'planned', parcelId: 'p', orderId: 'o', lines: skus.map((sku) => line(sku)) },
  enclosures: checklistOf([FLYER, CARD, SAMPLE], { skus, isGift }),
  ...{ packageCode: 'C60', carriage, weightGrams: null, station: null, held: null, label: null },
});
const scan = (barcode: string, count = 1): ParcelCommand => ({
  type: 'scan',
  barcode,
  count,
  knownSku: null,
});
const undo = (sku: string | null = null): ParcelCommand => ({ type: 'undo', sku });
const weigh: ParcelCommand = { type: 'weigh', grams: 800, carriage, expected: null, accepted: null };
const close: ParcelCommand = { type: 'close', waybill: { number: OWN, isVoid: false }, at };
const record: ParcelCommand = { type: 'record-waybill', trackingNumber: OWN, issue: 1 };
const label = (mode: (typeof LABEL_MODES)[number]): ParcelCommand => ({ type: 'ask-label', mode, at });

const after = (parcel: Parcel, ...commands: ParcelCommand[]): Parcel =>
  commands.reduce((state, command) => {
    const answer = decide(state, command);
    if (isRejection(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
    return answer.reduce(evolve, state);
  }, parcel);
const ticks = ({ enclosures = [] }: Parcel) =>
  Object.fromEntries(enclosures.map(({ code, tick }): [string, EnclosureLine['tick']] => [code, tick]));

describe('what goes in beside the goods', () => {
  it.each([
    ['a parcel', ['MUG'], false, ['FLYER']],
    ['a gift', ['MUG'], true, ['FLYER', 'CARD']],
    ['a parcel with one of its goods', ['MUG', 'COFFEE'], false, ['FLYER', 'SAMPLE']],
  ] as const)('is listed for %s', (_what, skus, isGift, codes) =>
    expect(checklistOf([FLYER, CARD, SAMPLE], { skus, isGift }).map(({ code }) => code)).toEqual(codes),
  );

  it('is ticked by its own code or by its sign, before, between or after the goods', () => {
    const begun = after(aParcel(['MUG'], true), scan('^L:PUT-FLYER'));
    expect([begun.status, ticks(begun)]).toEqual(['packing', { FLYER: 1, CARD: null }]);
    const all = after(begun, scan('BC-MUG'), scan('4900000000900'));
    expect(ticks(all)).toEqual({ FLYER: 1, CARD: 3 });
    expect(all.lines[0]!.marks).toEqual([{ nth: 2, by: 1 }]);
  });

  it('stops a second one, and one for another parcel', () => {
    const begun = after(aParcel(['MUG']), scan('^L:PUT-FLYER'));
    expect(decide(begun, scan('^L:PUT-FLYER'))).toMatchObject({ reason: 'already-complete' });
    expect(decide(begun, scan('4900000000900'))).toMatchObject({ reason: 'unknown-barcode' });
    expect(decide(aParcel(['MUG']), scan('^L:PUT-FLYER', 2))).toMatchObject({ code: 'count-not-allowed' });
  });

  it('is taken back where it was the last, in the order of everything that was scanned', () => {
    const all = after(aParcel(['MUG', 'TEA']), scan('BC-MUG'), scan('^L:PUT-FLYER'), scan('BC-TEA'));
    expect(decide(all, undo('^L:PUT-FLYER'))).toMatchObject({ code: 'another-scan-was-last' });
    const once = after(all, undo('TEA'));
    expect(decide(once, undo('MUG'))).toMatchObject({ code: 'another-scan-was-last' });
    const twice = after(once, undo('^L:PUT-FLYER'));
    expect(ticks(twice)).toEqual({ FLYER: null, SAMPLE: null });
    expect(after(twice, undo()).lines.map(({ scanned }) => scanned)).toEqual([0, 0]);
  });

  it('is asked for before the label, and where that is printed first before the parcel closes', () => {
    const checked = after(aParcel(['MUG']), scan('BC-MUG'), weigh);
    expect(decide(checked, label('after-check'))).toMatchObject({ code: 'enclosures-missing' });
    const early = after(aParcel(['MUG']), label('before-check'), record, scan('BC-MUG'), weigh);
    expect(decide(early, close)).toMatchObject({ code: 'enclosures-missing' });
    expect(after(early, scan('^L:PUT-FLYER'), close).status).toBe('closed');
    const labelled = after(checked, scan('^L:PUT-FLYER'), label('after-check'), record);
    expect(decide(after(labelled, undo()), close)).toMatchObject({ code: 'enclosures-missing' });
    expect(after(labelled, close).status).toBe('closed');
  });

  it('leaves a box that is divided with the goods it went in for', () => {
    const begun = after(aParcel(['MUG', 'TEA']), scan('BC-MUG'), scan('^L:PUT-FLYER'), scan('^L:PUT-SAMPLE'));
    const divided = after(begun, {
      ...{ type: 'split', packageCode: 'C60', carriage, labelStays: true, at },
    });
    expect(ticks(divided)).toEqual({ FLYER: 2 });
  });
});
