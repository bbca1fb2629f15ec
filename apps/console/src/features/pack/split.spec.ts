import type { Parcel, ParcelLine } from '../../shared/parcels/parcel.js';
import { halvesOf, isWhole, type Split, withSplit } from './split.js';

const aLine = (lineId: string, over: Partial<ParcelLine>): ParcelLine => ({
  ...{ lineId, sku: 'MUG', name: 'マグ', barcodes: [], quantity: 2, scanned: 0, marks: [], waitsFor: 0 },
  ...{ waitsSince: null, countable: false, shelf: null, ...over },
});
const aParcel = (...lines: ParcelLine[]): Parcel => ({
  ...{ parcelId: 'p', orderId: 'o', orderReference: 'A', status: 'packing', temperature: 'ambient', lines },
  ...{ packageCode: 'C80', carrier: 'yamato', service: 'takkyubin', trackingNumber: '1', heldReason: null },
  ...{ labelMode: 'before-check', labelOutgrown: true, weightGrams: 900, plannedYen: 900 },
});
const parcel = aParcel(
  aLine('1', { scanned: 1 }),
  aLine('2', { sku: 'TEA', name: '茶', waitsFor: 1 }),
  aLine('3', {}),
);
const split: Split = {
  stays: { lines: [], packageCode: 'C60', carrier: 'yamato', service: 'nekopos', plannedYen: 400 },
  parcels: [],
  awaits: [],
  extraYen: 300,
  voidWaybill: null,
};

describe('a second box', () => {
  it('leaves what is proven, takes what is there, and what is awaited follows', () => {
    expect(halvesOf(parcel)).toEqual({
      stays: [{ sku: 'MUG', name: 'マグ', units: 1 }],
      goes: [
        { sku: 'MUG', name: 'マグ', units: 3 },
        { sku: 'TEA', name: '茶', units: 1 },
      ],
      waits: [{ sku: 'TEA', name: '茶', units: 1 }],
    });
    expect(isWhole(parcel)).toBe(false);
  });

  it('makes the parcel what the server says before anybody asks for it again', () => {
    const after = withSplit(parcel, split);
    expect(after).toMatchObject({
      lines: [{ lineId: '1', quantity: 1, scanned: 1 }],
      ...{ packageCode: 'C60', service: 'nekopos', plannedYen: 400, weightGrams: null },
      ...{ trackingNumber: '1', labelOutgrown: false },
    });
    expect(isWhole(after)).toBe(true);
    expect(withSplit(parcel, { ...split, voidWaybill: '1' }).trackingNumber).toBeNull();
  });
});
