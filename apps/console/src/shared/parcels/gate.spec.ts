import type { Parcel, ParcelLine } from './parcel.js';
import {
  judgeScan,
  mayHaveLabel,
  stepOf,
  waybillReason,
  withAnswer,
  withoutLastScan,
  withScansOf,
} from './gate.js';

const line = (sku: string, more: Partial<ParcelLine> = {}): ParcelLine => ({
  lineId: `l-${sku}`,
  sku,
  name: `${sku} 品`,
  barcodes: [`490${sku.length}`],
  quantity: 1,
  scanned: 0,
  marks: [],
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
  heldReason: null,
  labelMode: 'after-check',
  labelOutgrown: false,
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

  it('ticks what goes in beside the goods by its code or its sign, and asks for it after them', () => {
    const flyer = { code: 'FLYER', names: { ja: 'チラシ' }, tick: null };
    const card = { code: 'CARD', names: { ja: 'カード' }, barcode: '4900000000900', tick: null };
    const whole = parcel([{ ...mug, scanned: 2 }], { enclosures: [flyer, card] });
    expect([stepOf(parcel([mug], { enclosures: [card] })), stepOf(whole)]).toEqual(['units', 'enclosures']);
    const once = judgeScan(whole, '^L:PUT-FLYER');
    if (once.kind !== 'enclosed') throw new Error(once.kind);
    expect(once).toMatchObject({ isComplete: false, parcel: { enclosures: [{ tick: 1 }, { tick: null }] } });
    const twice = judgeScan(once.parcel, '4900000000900');
    if (twice.kind !== 'enclosed') throw new Error(twice.kind);
    expect([twice.isComplete, stepOf(twice.parcel), mayHaveLabel(whole)]).toEqual([true, 'weight', false]);
    expect(judgeScan(twice.parcel, '^L:PUT-CARD')).toMatchObject({ reason: 'already-complete' });
    expect(judgeScan(twice.parcel, '^L:PUT-OTHER')).toMatchObject({ reason: 'not-in-this-parcel' });
    expect(withoutLastScan(twice.parcel)).toMatchObject({ parcel: once.parcel, enclosure: { code: 'CARD' } });
    expect(withScansOf(whole, twice.parcel)).toMatchObject({ enclosures: [{ tick: 1 }, { tick: 2 }] });
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

  it('takes back scan after scan, the last first, a count as a whole', () => {
    const scanned = ['MUG', 'GREEN-TEA', 'MUG'].reduce(
      (now, sku) => {
        const verdict = judgeScan(now, sku, sku === 'MUG' ? 1 : 5);
        return verdict.kind === 'taken' ? verdict.parcel : now;
      },
      parcel([mug, tea]),
    );
    expect(scanned.lines.map(({ marks }) => marks)).toEqual([
      [1, 1, 3, 1],
      [2, 5],
    ]);
    const counts: number[][] = [];
    for (let back = withoutLastScan(scanned); back; back = withoutLastScan(back.parcel))
      counts.push(back.parcel.lines.map((one) => one.scanned));
    expect(counts).toEqual([
      [1, 5],
      [1, 0],
      [0, 0],
    ]);
  });

  it('takes nothing back beyond what is remembered', () => {
    const line = { ...mug, scanned: 1, marks: [1, 1] };
    expect(withoutLastScan(parcel([line, { ...tea, scanned: 4, marks: [2, 0] }]))).toBeUndefined();
    expect(withoutLastScan(parcel([mug]))).toBeUndefined();
  });

  it('keeps what was scanned here while an older answer came, and takes nothing from another parcel', () => {
    const [older, newer] = [parcel([{ ...mug, scanned: 1 }, tea]), parcel([{ ...mug, scanned: 2 }, tea])];
    expect(withScansOf(older, newer).lines.map(({ scanned }) => scanned)).toEqual([2, 0]);
    expect(withScansOf(newer, older).lines.map(({ scanned }) => scanned)).toEqual([1, 0]);
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
    ['other-label', { weightGrams: 900, trackingNumber: '1', labelOutgrown: true }, [{ ...mug, scanned: 2 }]],
    ['closed', { status: 'closed' }, []],
    ['not-workable', { status: 'voided' }, []],
  ] as const)('asks for one thing at a time: %s', (step, more, lines) => {
    expect(stepOf(parcel(lines, more))).toBe(step);
  });

  it("knows from a step's answer what it has become, and takes nothing else from it", () => {
    const before = parcel([mug], { weightGrams: 850, trackingNumber: '1234' });
    const answer = { parcelId: 'p', status: 'closed' as const, orderReference: 'another' };
    expect(withAnswer(before, answer)).toEqual({ ...before, status: 'closed' });
  });

  it.each([
    ['after-check', 0, false],
    ['after-check', 2, true],
    ['before-check', 0, true],
  ] as const)('gives a label %s to a parcel with %d of 2 units: %s', (labelMode, scanned, may) => {
    const worked = parcel([{ ...mug, scanned }], { labelMode, weightGrams: scanned ? 900 : null });
    expect(mayHaveLabel(worked)).toBe(may);
    expect(mayHaveLabel({ ...worked, trackingNumber: '1' })).toBe(false);
    expect(mayHaveLabel({ ...worked, status: 'voided' })).toBe(false);
    expect(mayHaveLabel({ ...worked, packageCode: null })).toBe(false);
  });

  it.each([
    ['of another parcel', '2', {}, 'wrong-waybill'],
    ['of a cancelled order', '1', { status: 'voided' }, 'void-waybill'],
    ['before all units', '1', {}, 'not-complete'],
    ['after all units', '1', { lines: [{ ...mug, scanned: 2 }] }, undefined],
  ] as const)('stops a waybill %s', (_when, waybill, more, reason) =>
    expect(waybillReason(parcel([mug], { trackingNumber: '1', ...more }), waybill)).toBe(reason),
  );
});
