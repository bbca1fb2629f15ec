import {
  decide,
  evolve,
  isRejection,
  LIFE_CYCLE,
  type Parcel,
  type ParcelCommand,
  type ParcelLine,
  type ParcelStatus,
} from './parcel.js';

const at = '2026-01-15T03:04:05.678Z';
const carriage = { carrier: 'yamato', service: 'takkyubin', plannedYen: 1020 };
const ownWaybill = '100000000004';

const aLine = (over: Partial<ParcelLine> = {}): ParcelLine => ({
  lineId: '1',
  sku: 'MUG-WHITE',
  barcodes: ['4900000000016'],
  quantity: 2,
  scanned: 0,
  marks: [],
  missing: 0,
  countable: false,
  ...over,
});
const aPlannedParcel = (over: Partial<Parcel> = {}): Parcel =>
  ({
    status: 'planned',
    parcelId: 'p',
    orderId: 'o',
    lines: [aLine()],
    packageCode: 'C60',
    carriage,
    weightGrams: null,
    station: null,
    held: null,
    label: null,
    ...over,
  }) as Parcel;

/** Takes the parcel through commands that must all succeed. */
const after = (parcel: Parcel, ...commands: ParcelCommand[]): Parcel =>
  commands.reduce((state, command) => {
    const answer = decide(state, command);
    if (isRejection(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
    return answer.reduce(evolve, state);
  }, parcel);

const scan = (barcode = '4900000000016', count = 1): ParcelCommand => ({
  type: 'scan',
  barcode,
  count,
  knownSku: null,
});
const ready: ParcelCommand[] = [
  scan(),
  scan(),
  { type: 'weigh', grams: 800, carriage, expected: null, accepted: null },
  { type: 'ask-label', mode: 'after-check', at },
  { type: 'record-waybill', trackingNumber: ownWaybill, issue: 1 },
];
const closing: ParcelCommand = { type: 'close', waybill: { number: ownWaybill, isVoid: false }, at };
/** Closed by hand, nothing scanned. */
const closingUnscanned: ParcelCommand = { type: 'close', waybill: null, at };
const handingOver: ParcelCommand = { type: 'hand-over', waybill: ownWaybill, isVoid: false, at };

const in_: Record<ParcelStatus, Parcel> = {
  planned: aPlannedParcel(),
  packing: after(aPlannedParcel(), ...ready),
  closed: after(aPlannedParcel(), ...ready, closing),
  dispatched: after(aPlannedParcel(), ...ready, closing, handingOver),
  delivered: after(aPlannedParcel(), ...ready, closing, handingOver, { type: 'deliver', at }),
  voided: after(aPlannedParcel(), ...ready, closing, { type: 'void', at }),
};
const statuses = Object.keys(in_) as ParcelStatus[];
const everyCommand: ParcelCommand[] = [
  { type: 'start' },
  scan(),
  { type: 'hold', reason: 'later', at },
  { type: 'undo', sku: null },
  { type: 'choose-package', packageCode: 'C80', carriage },
  { type: 'weigh', grams: 900, carriage, expected: null, accepted: null },
  { type: 'report-shortage', sku: 'MUG-WHITE', quantity: 1, cause: 'damaged' },
  { type: 'split', packageCode: 'C60', carriage, labelStays: true, at },
  { type: 'ask-label', mode: 'after-check', at },
  { type: 'record-waybill', trackingNumber: ownWaybill, issue: 1 },
  closing,
  handingOver,
  { type: 'deliver', at },
  { type: 'void', at },
];

describe('the life cycle of a parcel', () => {
  it.each(statuses)('%s: commands lead only where the table allows, and everywhere it allows', (status) => {
    const reached = new Set<ParcelStatus>();
    for (const command of everyCommand) {
      const answer = decide(in_[status], command);
      if (isRejection(answer)) continue;
      let state = in_[status];
      for (const event of answer) {
        const next = evolve(state, event);
        if (next.status !== state.status) {
          expect(LIFE_CYCLE[state.status]).toContain(next.status);
          if (state.status === status) reached.add(next.status);
        }
        state = next;
      }
    }
    expect([...reached].sort()).toEqual([...LIFE_CYCLE[status]].sort());
  });
});

describe('a refusal', () => {
  const check = (parcel: Parcel, command: ParcelCommand, expected: object) =>
    expect(decide(parcel, command)).toMatchObject(expected);

  it.each([
    ['start', 'already-closed'],
    ['weigh', 'already-closed'],
    ['choose-package', 'already-closed'],
    ['close', 'already-closed'],
  ] as const)('a closed parcel takes no %s', (type, code) =>
    check(
      in_.closed,
      everyCommand.find((command) => command.type === type)!,
      { kind: 'refused', code },
    ),
  );

  it('a voided parcel takes no work, and a scan of it is a near miss', () => {
    check(in_.voided, { type: 'start' }, { code: 'parcel-voided' });
    check(in_.voided, scan(), { kind: 'blocked', reason: 'parcel-voided' });
    check(in_.voided, closing, { kind: 'blocked', reason: 'parcel-voided' });
  });

  it('a voided parcel stops at hand-over, a dispatched one cannot be voided or leave twice', () => {
    check(in_.voided, handingOver, { kind: 'blocked', reason: 'void-waybill' });
    check(in_.dispatched, { type: 'void', at }, { code: 'already-dispatched' });
    check(in_.dispatched, handingOver, { code: 'already-dispatched' });
  });

  it('close wants package, weight and label after the units', () => {
    const scanned = after(aPlannedParcel(), scan(), scan());
    check(aPlannedParcel(), closingUnscanned, { kind: 'blocked', reason: 'not-complete' });
    check({ ...scanned, packageCode: null } as Parcel, closingUnscanned, { code: 'package-missing' });
    check(scanned, closingUnscanned, { code: 'weight-missing' });
    check(
      after(scanned, { type: 'weigh', grams: 1, carriage, expected: null, accepted: null }),
      closingUnscanned,
      { code: 'label-missing' },
    );
    check(in_.packing, closingUnscanned, { code: 'waybill-not-scanned' });
  });

  it('close with another waybill stops, a void one by its own name', () => {
    const other = { number: '1', isVoid: false };
    check(in_.packing, { type: 'close', waybill: other, at }, { reason: 'wrong-waybill' });
    check(
      in_.packing,
      { type: 'close', waybill: { ...other, isVoid: true }, at },
      { reason: 'void-waybill' },
    );
  });

  it('a label after the check needs units, package and weight; printed first a package alone', () => {
    const open = aPlannedParcel({ packageCode: null, carriage: null });
    const after_: ParcelCommand = { type: 'ask-label', mode: 'after-check', at };
    const before: ParcelCommand = { type: 'ask-label', mode: 'before-check', at };
    check(aPlannedParcel(), after_, { code: 'units-missing' });
    check(after(open, scan(), scan()), after_, { code: 'package-missing' });
    check(after(aPlannedParcel(), scan(), scan()), after_, { code: 'weight-missing' });
    check(open, before, { code: 'package-missing' });
    expect(decide(aPlannedParcel(), before)).toEqual([{ type: 'label-asked', at }]);
  });

  it('under a label whose service may not carry it a parcel does not close, nor is the label printed again', () => {
    const open = aPlannedParcel({ packageCode: null, carriage: null });
    const outgrown = after(in_.packing, {
      type: 'weigh',
      grams: 60_000,
      carriage: null,
      expected: null,
      accepted: null,
    });
    expect(outgrown).toMatchObject({ weightGrams: 60_000, carriage, label: { outgrown: true } });
    check(outgrown, closing, { code: 'label-says-another-service' });
    check(outgrown, { type: 'ask-label', mode: 'before-check', at }, { code: 'label-says-another-service' });
    expect(
      decide(
        after(outgrown, { type: 'weigh', grams: 800, carriage, expected: null, accepted: null }),
        closing,
      ),
    ).toMatchObject([{ type: 'closed' }]);
    const boxed = after(in_.packing, { type: 'choose-package', packageCode: 'C80', carriage: null });
    check(boxed, closing, { code: 'label-says-another-service' });
    check(
      open,
      { type: 'choose-package', packageCode: 'C80', carriage: null },
      { code: 'no-carrier-may-carry-it' },
    );
  });

  it('another number is never written over a waybill', () => {
    check(in_.packing, { type: 'record-waybill', trackingNumber: '1', issue: 1 }, { code: 'waybill-exists' });
    expect(decide(in_.packing, { type: 'ask-label', mode: 'after-check', at })).toEqual([]);
  });
});

describe('a waybill that comes after the void', () => {
  it('is kept, so that the printed label is known as void', () => {
    const asked = after(
      aPlannedParcel(),
      { type: 'ask-label', mode: 'before-check', at },
      { type: 'void', at },
    );
    const known = after(asked, { type: 'record-waybill', trackingNumber: ownWaybill, issue: 1 });
    expect(decide(known, handingOver)).toMatchObject({ reason: 'void-waybill' });
  });
});

describe('a parcel put aside', () => {
  const hold: ParcelCommand = { type: 'hold', reason: 'goods-missing', at };

  it('says why until the next touch takes it up, and keeps what was done', () => {
    const held = after(aPlannedParcel(), scan(), hold);
    expect(held).toMatchObject({ held: { reason: 'goods-missing', at }, lines: [{ scanned: 1 }] });
    expect(after(held, { type: 'start' })).toMatchObject({ held: null });
    expect(after(held, scan())).toMatchObject({ held: null, lines: [{ scanned: 2 }] });
    expect(after(in_.packing, hold, closing)).toMatchObject({ status: 'closed', held: null });
  });

  it('is one that is still open', () => {
    expect(decide(in_.closed, hold)).toMatchObject({ code: 'already-closed' });
    expect(decide(in_.voided, hold)).toMatchObject({ code: 'parcel-voided' });
  });
});

describe('the scales', () => {
  const expected = { grams: 800, toleranceGrams: 30 };
  const weigh = (grams: number, accepted: 'counted-again' | null = null): ParcelCommand => ({
    ...{ type: 'weigh', grams, carriage, expected, accepted },
  });

  it.each([770, 800, 830])('take %d g where 800 g are expected', (grams) =>
    expect(after(aPlannedParcel(), weigh(grams))).toMatchObject({ weightGrams: grams }),
  );

  it.each([769, 831])('stop at %d g, unless somebody says why it is right', (grams) => {
    expect(decide(aPlannedParcel(), weigh(grams))).toEqual({
      kind: 'blocked',
      reason: 'wrong-weight',
      scannedSku: null,
      weight: { grams, expectedGrams: 800 },
    });
    expect(after(aPlannedParcel(), weigh(grams, 'counted-again'))).toMatchObject({ weightGrams: grams });
  });
});

describe('taking back the last scan', () => {
  const undo = (sku: string | null = null): ParcelCommand => ({ type: 'undo', sku });
  const check = (parcel: Parcel, command: ParcelCommand, expected: object) =>
    expect(decide(parcel, command)).toMatchObject(expected);

  it('makes the unit missing again, under a label too', () => {
    const fewer = after(in_.packing, undo('MUG-WHITE'));
    expect(fewer.lines).toMatchObject([{ scanned: 1 }]);
    check(fewer, closing, { kind: 'blocked', reason: 'not-complete' });
    // The scales told of two units.
    expect(after(fewer, scan())).toEqual({ ...in_.packing, weightGrams: null });
  });

  it('is refused where nothing is left, where another unit was last, and once the parcel is closed', () => {
    check(aPlannedParcel(), undo(), { code: 'nothing-to-undo' });
    check(in_.packing, undo('BOOK'), { code: 'another-scan-was-last' });
    check(in_.closed, undo(), { code: 'already-closed' });
    check(in_.voided, undo(), { code: 'parcel-voided' });
  });
});

describe('a parcel at two stations', () => {
  const undo: ParcelCommand = { type: 'undo', sku: null };
  const scanAt = (station: string | null): ParcelCommand => ({ ...scan(), station }) as ParcelCommand;
  const begun = after(aPlannedParcel(), scanAt('A'));

  it('is proven at one of them: a unit at the other is a stop', () => {
    expect(decide(begun, scanAt('B'))).toEqual({
      kind: 'blocked',
      reason: 'at-another-station',
      scannedSku: 'MUG-WHITE',
    });
    expect(after(begun, scanAt('A')).lines).toMatchObject([{ scanned: 2 }]);
  });

  it('changes hands when every unit was taken back, wherever that is done', () => {
    const emptied = after(begun, undo);
    expect(emptied.station).toBeNull();
    expect(after(emptied, scanAt('B'), scanAt('B'))).toMatchObject({ station: 'B', lines: [{ scanned: 2 }] });
    const half = after(begun, scanAt('A'), undo);
    expect(decide(half, scanAt('B'))).toMatchObject({ reason: 'at-another-station' });
  });

  it('is told apart only where both say their names, and a wrong item is a wrong item anywhere', () => {
    expect(after(begun, scanAt(null)).lines).toMatchObject([{ scanned: 2 }]);
    expect(after(aPlannedParcel(), scanAt(null), scanAt('B')).station).toBe('B');
    expect(decide(begun, { ...scan('4900000000023'), station: 'B' } as ParcelCommand)).toMatchObject({
      reason: 'unknown-barcode',
    });
  });
});

describe('what the scales said', () => {
  const weigh: ParcelCommand = { type: 'weigh', grams: 800, carriage, expected: null, accepted: null };

  it('holds for what was in the box: one more unit, or one less, is weighed anew', () => {
    expect(after(aPlannedParcel(), scan(), weigh, scan()).weightGrams).toBeNull();
    expect(after(in_.packing, { type: 'undo', sku: null }).weightGrams).toBeNull();
    const damaged: ParcelCommand = {
      type: 'report-shortage',
      sku: 'MUG-WHITE',
      quantity: 1,
      cause: 'damaged',
    };
    expect(after(in_.packing, damaged).weightGrams).toBeNull();
  });
});

describe('a label printed again', () => {
  const reprint = (over: object = {}): ParcelCommand => ({
    ...{ type: 'reprint', reason: 'damaged-label', carriage, mode: 'after-check', at },
    ...over,
  });
  const check = (parcel: Parcel, command: ParcelCommand, expected: object) =>
    expect(decide(parcel, command)).toMatchObject(expected);
  const pending = after(in_.packing, reprint());
  const second: ParcelCommand = { type: 'record-waybill', trackingNumber: 'SECOND', issue: 2 };

  it('voids the number so far, and the next one closes the parcel', () => {
    expect(decide(in_.packing, reprint())).toEqual([
      { type: 'waybill-voided', trackingNumber: ownWaybill, reason: 'damaged-label', at },
      { type: 'carriage-chosen', carriage },
      { type: 'label-asked', at },
    ]);
    expect(pending.label).toEqual({ askedAt: at, issue: 2, trackingNumber: null, outgrown: false });
    check(pending, closing, { reason: 'wrong-waybill' });
    const now = after(pending, second);
    check(
      now,
      { type: 'close', waybill: { number: ownWaybill, isVoid: true }, at },
      { reason: 'void-waybill' },
    );
    const closed = after(now, { type: 'close', waybill: { number: 'SECOND', isVoid: false }, at });
    check(closed, { type: 'hand-over', waybill: ownWaybill, isVoid: true, at }, { reason: 'void-waybill' });
  });

  it('takes no number of an earlier issue, and asks for no third one while the second is to come', () => {
    check(
      pending,
      { type: 'record-waybill', trackingNumber: ownWaybill, issue: 1 },
      { code: 'waybill-superseded' },
    );
    expect(decide(pending, reprint())).toEqual([]);
  });

  it('frees the service', () => {
    const other = { ...carriage, service: 'hikyaku' };
    const outgrown = after(in_.packing, {
      type: 'weigh',
      grams: 60_000,
      carriage: null,
      expected: null,
      accepted: null,
    });
    expect(after(outgrown, reprint({ carriage: other }))).toMatchObject({
      carriage: other,
      label: { outgrown: false },
    });
    check(outgrown, reprint({ carriage: null }), { code: 'no-carrier-may-carry-it' });
  });

  it('needs a label, an open parcel, and what a first one needs', () => {
    check(aPlannedParcel(), reprint(), { code: 'label-missing' });
    check(in_.closed, reprint(), { code: 'already-closed' });
    check(in_.dispatched, reprint(), { code: 'already-dispatched' });
    check(in_.voided, reprint(), { code: 'parcel-voided' });
    const first = after(
      aPlannedParcel(),
      { type: 'ask-label', mode: 'before-check', at },
      { type: 'record-waybill', trackingNumber: ownWaybill, issue: 1 },
    );
    check(first, reprint(), { code: 'units-missing' });
    check(after(first, reprint({ mode: 'before-check' })), second, [{ type: 'waybill-issued' }]);
  });
});
