import fc from 'fast-check';
import { decide, evolve, isRejection, type Parcel, type ParcelLine } from './parcel.js';
import { awaitedLines, leavingLines, stayingLines } from './split.js';

const at = '2026-01-15T03:04:05.678Z';
const carriage = { carrier: 'yamato', service: 'takkyubin', plannedYen: 1020 };

const aLine = (lineId: string, over: Partial<ParcelLine>): ParcelLine => ({
  ...{
    lineId,
    sku: `SKU-${lineId}`,
    barcodes: [],
    quantity: 2,
    scanned: 0,
    marks: [],
    missing: 0,
    countable: false,
  },
  ...over,
});
const aParcel = (lines: readonly ParcelLine[], over: Partial<Parcel> = {}): Parcel =>
  ({
    ...{
      status: 'packing',
      parcelId: 'p',
      orderId: 'o',
      lines,
      packageCode: 'C80',
      carriage,
      weightGrams: 900,
    },
    ...{ held: null, label: null, ...over },
  }) as Parcel;
const split = (parcel: Parcel, labelStays = true) =>
  decide(parcel, { type: 'split', packageCode: 'C60', carriage, labelStays, at });
const after = (parcel: Parcel, labelStays = true): Parcel => {
  const answer = split(parcel, labelStays);
  if (isRejection(answer)) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return answer.reduce<Parcel>(evolve, parcel);
};
const half = [aLine('1', { scanned: 1 }), aLine('2', {})];
const label = { askedAt: at, issue: 1, trackingNumber: '100000000004', outgrown: true };

describe('a parcel whose box takes no more', () => {
  it('goes on with what is proven, in its new package, and is weighed anew', () => {
    expect(after(aParcel(half))).toMatchObject({
      lines: [{ lineId: '1', quantity: 1, scanned: 1, missing: 0 }],
      ...{ packageCode: 'C60', weightGrams: null, status: 'packing' },
    });
  });

  it('that was put aside is taken up', () => {
    expect(after(aParcel(half, { held: { reason: 'later', at } })).held).toBeNull();
  });

  it.each([
    ['nothing is in it', [aLine('1', {})], null, 'nothing-to-stay'],
    ['all is in it', [aLine('1', { scanned: 2 })], null, 'nothing-to-go'],
    [
      'the number of its label is still to come',
      half,
      { ...label, trackingNumber: null },
      'label-on-its-way',
    ],
  ])('is refused while %s', (_case, lines, own, code) => {
    expect(split(aParcel(lines, { label: own }))).toEqual({ kind: 'refused', code });
  });

  it('keeps a label that is right, which no longer counts as outgrown', () => {
    expect(after(aParcel(half, { label })).label).toEqual({ ...label, outgrown: false });
  });

  it('gives up a label that is not, and the next one is another issue', () => {
    const alone = after(aParcel(half, { label }), false);
    expect(alone).toMatchObject({ label: null, labelsBefore: 1 });
    const asked = decide(alone, { type: 'ask-label', mode: 'before-check', at });
    if (isRejection(asked)) throw new Error('refused');
    expect(asked.reduce<Parcel>(evolve, alone).label).toMatchObject({ issue: 2, trackingNumber: null });
  });

  it('keeps, gives up and awaits each unit once', () => {
    const lines = fc.array(
      fc
        .tuple(fc.nat(4), fc.nat(4), fc.nat(4))
        .filter(([scanned, open, missing]) => scanned + open + missing > 0)
        .map(([scanned, open, missing]) => ({ scanned, missing, quantity: scanned + open + missing })),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(lines, (all) => {
        const parcel = aParcel(all.map((one, nth) => aLine(String(nth), one)));
        const total = (units: readonly { readonly quantity: number }[]) =>
          units.reduce((sum, { quantity }) => sum + quantity, 0);
        const [stays, goes, waits] = [stayingLines, leavingLines, awaitedLines].map((of) =>
          total(of(parcel.lines)),
        );
        expect(stays! + goes! + waits!).toBe(total(parcel.lines));
        if (stays === 0 || goes! + waits! === 0) expect(isRejection(split(parcel))).toBe(true);
        else {
          const { lines: kept } = after(parcel);
          expect(total(kept)).toBe(stays);
          expect(kept.every(({ quantity, scanned, missing }) => quantity === scanned && missing === 0)).toBe(
            true,
          );
        }
      }),
    );
  });
});
