import { yamatoTakkyubin } from '@okuru/carriers';
import { rowHash, type BilledRow } from './billed-row.js';
import { judgeBill, type BillsBefore, type KnownParcel } from './judge-bill.js';

const TABLES = { services: [yamatoTakkyubin], tariffs: [] };
const NOTHING: BillsBefore = { hashes: new Set(), billed: new Set(), items: new Map() };

const number = (nth: number): string => String(100_000_000_000 + nth);
const parcelOf = (nth: number, sku: string | null): KnownParcel => ({
  parcelId: `parcel-${nth}`,
  left: true,
  surchargeExpected: false,
  tareGrams: 200,
  single: sku === null ? null : { sku, units: 1, measured: {} },
  planned: {
    ...{ carrier: 'yamato', service: 'takkyubin', classCode: '60', zone: 'z', tariffVersion: 'v' },
    outer: { lengthMm: 200, widthMm: 200, heightMm: 150 },
    ...{ grossWeightGrams: 900, freightYen: 600, surchargeYen: 0 },
  },
});
const rowOf = (nth: number, over: Partial<BilledRow> = {}): BilledRow => ({
  ...{ row: nth + 2, trackingNumber: number(nth), classCode: '60', weightGrams: null, billedYen: 600 },
  ...{ surchargeYen: 0, surchargeKind: 'not-stated', billedOn: '2026-11-05' },
  ...over,
});
const BULGED = { classCode: '80', billedYen: 700 };

/** Parcels of these items, the first `over` of them billed larger; the cause of each. */
const judged = (skus: readonly (string | null)[], over: number, before: BillsBefore = NOTHING) =>
  judgeBill(
    skus.map((_, nth) => rowOf(nth, nth < over ? BULGED : {})),
    new Map(skus.map((sku, nth) => [number(nth), parcelOf(nth, sku)])),
    before,
    TABLES,
  ).map(({ parts }) => parts[0]?.cause ?? 'as-planned');

describe('a whole bill', () => {
  it('doubts the master when three parcels of one item alone are billed larger', () => {
    expect(judged(['MUG', 'MUG', 'MUG'], 3)).toEqual(['wrong-master', 'wrong-master', 'wrong-master']);
  });

  it('does not when they are two, hold several items, or are fewer than half', () => {
    expect(judged(['MUG', 'MUG'], 2)).toEqual(['bulge', 'bulge']);
    expect(judged(['MUG', 'MUG', 'TEA'], 3)).toEqual(['bulge', 'bulge', 'bulge']);
    expect(judged([null, null, null], 3)).toEqual(['bulge', 'bulge', 'bulge']);
    const seven = judged(
      Array.from({ length: 7 }, () => 'MUG'),
      3,
    );
    expect(seven.slice(0, 4)).toEqual(['bulge', 'bulge', 'bulge', 'as-planned']);
  });

  it('counts what earlier bills said of the item', () => {
    const before = { ...NOTHING, items: new Map([['MUG', { parcels: 2, over: 2 }]]) };
    expect(judged(['MUG'], 1, before)).toEqual(['wrong-master']);
  });

  it('leaves out rows it has taken, and takes new ones of the same bill', () => {
    const rows = [rowOf(0), rowOf(1)];
    const before = { ...NOTHING, hashes: new Set([rowHash(rows[0]!)]), billed: new Set([number(0)]) };
    const parcels = new Map([0, 1].map((nth) => [number(nth), parcelOf(nth, null)]));
    expect(judgeBill(rows, parcels, before, TABLES).map(({ billed }) => billed.trackingNumber)).toEqual([
      number(1),
    ]);
  });

  it('tells a parcel billed twice in one bill and across bills, and does not count it against the item', () => {
    const rows = [rowOf(0), rowOf(0, { row: 9, billedOn: '2026-11-06' }), rowOf(1)];
    const parcels = new Map([0, 1].map((nth) => [number(nth), parcelOf(nth, 'MUG')]));
    const before = { ...NOTHING, billed: new Set([number(1)]) };
    expect(judgeBill(rows, parcels, before, TABLES).map(({ parts }) => parts)).toEqual([
      [],
      [{ cause: 'billed-twice', yen: 600 }],
      [{ cause: 'billed-twice', yen: 600 }],
    ]);
  });

  it('gives the same content the same hash, wherever it stands', () => {
    expect(rowHash(rowOf(0, { row: 7 }))).toBe(rowHash(rowOf(0)));
    expect(rowHash(rowOf(0, { billedYen: 601 }))).not.toBe(rowHash(rowOf(0)));
  });
});
