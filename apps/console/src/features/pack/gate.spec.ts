import type { Parcel, ParcelLine } from '../../shared/parcels/parcel.js';
import { judgeScan, stepOf, withScansOf } from './gate.js';

const line = (sku: string, more: Partial<ParcelLine> = {}): ParcelLine => ({
  lineId: `l-${sku}`,
  sku,
  name: `${sku} 品`,
  barcodes: [`490${sku.length}`],
  quantity: 1,
  scanned: 0,
  waitsFor: 0,
  waitsSince: null,
  countable: false,
  shelf: null,
  ...more,
});
const parcel = (lines: readonly ParcelLine[], more: Partial<Parcel> = {}): Parcel => ({
  parcelId: 'p',
  orderId: 'o',
  orderReference: 'r',
  status: 'packing',
  temperature: 'ambient',
  packageCode: 'BOX-60',
  carrier: 'yamato',
  service: 'takkyubin',
  lines,
  trackingNumber: null,
  weightGrams: null,
  plannedYen: 500,
  ...more,
});

describe('the gate at the packing table', () => {
  const mug = line('MUG', { quantity: 2 });
  const tea = line('GREEN-TEA', { quantity: 12, countable: true });

  it.each(['MUG', '4903'])('takes a unit by %s and says how far its line is', (barcode) => {
    const verdict = judgeScan(parcel([mug, tea]), barcode);
    expect(verdict).toMatchObject({
      kind: 'taken',
      line: { scanned: 1 },
      isLineComplete: false,
      isComplete: false,
    });
  });

  it('leaves the parcel it was given alone', () => {
    const before = parcel([mug]);
    judgeScan(before, 'MUG');
    expect(before.lines[0]?.scanned).toBe(0);
  });

  it('says when the line and when the parcel is complete', () => {
    const almost = parcel([
      { ...mug, scanned: 1 },
      { ...tea, scanned: 12 },
    ]);
    expect(judgeScan(almost, 'MUG')).toMatchObject({ isLineComplete: true, isComplete: true });
  });

  it('stops what is not in the parcel and names what is missing', () => {
    expect(judgeScan(parcel([{ ...mug, scanned: 2 }, tea]), '4999999999999')).toEqual({
      kind: 'blocked',
      reason: 'not-in-this-parcel',
      scanned: null,
      expected: { sku: 'GREEN-TEA', name: 'GREEN-TEA 品' },
    });
  });

  it('stops one unit too many', () => {
    expect(judgeScan(parcel([{ ...mug, scanned: 2 }]), 'MUG')).toMatchObject({
      kind: 'blocked',
      reason: 'already-complete',
      scanned: { sku: 'MUG' },
      expected: null,
    });
  });

  it('takes a count of what may be counted, all of it or nothing', () => {
    expect(judgeScan(parcel([tea]), 'GREEN-TEA', 12)).toMatchObject({ kind: 'taken', isComplete: true });
    expect(judgeScan(parcel([tea]), 'GREEN-TEA', 13)).toMatchObject({ reason: 'already-complete' });
    expect(judgeScan(parcel([mug]), 'MUG', 2)).toEqual({ kind: 'count-not-allowed' });
  });

  it('fills two lines of one item, the older first', () => {
    const verdict = judgeScan(
      parcel([line('TEA', { countable: true }), line('TEA', { lineId: 'b', quantity: 3, countable: true })]),
      'TEA',
      3,
    );
    expect(verdict).toMatchObject({
      parcel: { lines: [{ scanned: 1 }, { scanned: 2 }] },
      isLineComplete: false,
    });
  });

  it('loses no scan to an answer that is older, and takes none from another parcel', () => {
    const [older, newer] = [parcel([{ ...mug, scanned: 1 }, tea]), parcel([{ ...mug, scanned: 2 }, tea])];
    expect(withScansOf(older, newer).lines.map(({ scanned }) => scanned)).toEqual([2, 0]);
    expect(withScansOf(newer, older).lines.map(({ scanned }) => scanned)).toEqual([2, 0]);
    expect(withScansOf(parcel([tea]), newer).lines.map(({ scanned }) => scanned)).toEqual([0]);
  });

  it('takes what is there, and waits for what is missing without a stop', () => {
    const short = parcel([{ ...mug, scanned: 1, waitsFor: 1 }, tea]);
    expect(judgeScan(short, 'MUG')).toEqual({ kind: 'replacement-awaited' });
    expect(judgeScan(short, 'GREEN-TEA', 12)).toMatchObject({ kind: 'taken', isComplete: false });
  });

  it.each([
    ['units', {}, [{ ...mug, waitsFor: 1 }]],
    ['waits', {}, [{ ...mug, scanned: 1, waitsFor: 1 }]],
    ['units', {}, [mug]],
    ['package', { packageCode: null }, [{ ...mug, scanned: 2 }]],
    ['weight', {}, [{ ...mug, scanned: 2 }]],
    ['label', { weightGrams: 900 }, [{ ...mug, scanned: 2 }]],
    ['waybill', { weightGrams: 900, trackingNumber: '1' }, [{ ...mug, scanned: 2 }]],
    ['closed', { status: 'closed' }, []],
    ['not-workable', { status: 'voided' }, []],
  ] as const)('asks for one thing at a time: %s', (step, more, lines) => {
    expect(stepOf(parcel(lines, more))).toBe(step);
  });
});
