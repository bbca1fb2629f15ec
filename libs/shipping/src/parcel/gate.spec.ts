import fc from 'fast-check';
import { fillsOf, isOpen, LABEL_MODES, REPRINT_REASONS } from './gate.js';
import { decide, evolve, isRejection, type Parcel, type ParcelCommand, type ParcelLine } from './parcel.js';

const at = '2026-01-15T03:04:05.678Z';
const carriage = { carrier: 'yamato', service: 'takkyubin', plannedYen: 1020 };
const OWN = 'OWN-WAYBILL';
/** The carrier gives one number to each issue. */
const numberOf = (issue: number): string => (issue === 1 ? OWN : `${OWN}-${issue}`);
const issued = (issue: number) =>
  ({ type: 'record-waybill', trackingNumber: numberOf(issue), issue }) as const;

const line = (lineId: string, sku: string, quantity: number, scanned = 0, countable = false): ParcelLine => ({
  lineId,
  sku,
  barcodes: [`BC-${sku}`],
  quantity,
  scanned,
  marks: [],
  missing: 0,
  countable,
});
const scanOf = (barcode: string, count = 1, knownSku: string | null = null) => ({ barcode, count, knownSku });

describe('which lines a scan fills', () => {
  it('the oldest open line of its sku', () => {
    const lines = [line('1', 'A', 1, 1), line('2', 'B', 1), line('3', 'A', 2)];
    expect(fillsOf(lines, scanOf('BC-A'))).toEqual({ sku: 'A', fills: [{ lineId: '3', by: 1 }] });
  });
  it('the sku itself is a barcode: own labels bear it', () => {
    expect(fillsOf([line('1', 'A', 1)], scanOf('A'))).toMatchObject({ sku: 'A' });
  });
  it('a count spreads over the lines of a countable item', () => {
    const lines = [line('1', 'A', 2, 1, true), line('2', 'A', 5, 0, true)];
    expect(fillsOf(lines, scanOf('BC-A', 4))).toEqual({
      sku: 'A',
      fills: [
        { lineId: '1', by: 1 },
        { lineId: '2', by: 3 },
      ],
    });
  });
  it('a count too high fills nothing', () => {
    expect(fillsOf([line('1', 'A', 2, 0, true)], scanOf('BC-A', 3))).toMatchObject({
      reason: 'already-complete',
    });
  });
  it('a count of goods that must be scanned one by one is refused', () => {
    expect(fillsOf([line('1', 'A', 2)], scanOf('BC-A', 2))).toMatchObject({ code: 'count-not-allowed' });
  });
  it('tells goods of another parcel from a barcode nobody knows', () => {
    expect(fillsOf([line('1', 'A', 2)], scanOf('BC-B', 1, 'B'))).toMatchObject({
      reason: 'not-in-this-parcel',
      scannedSku: 'B',
    });
    expect(fillsOf([line('1', 'A', 2)], scanOf('BC-B'))).toMatchObject({
      reason: 'unknown-barcode',
      scannedSku: null,
    });
  });
});

const skus = ['A', 'B', 'C'] as const;
const anyLines = fc
  .array(fc.record({ sku: fc.constantFrom(...skus), quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((lines) =>
    lines.map(({ sku, quantity }, index) => line(String(index + 1), sku, quantity, 0, sku === 'C')),
  );
const anyCarriage = fc.constantFrom(carriage, null);
const anyWaybill = fc.constantFrom(OWN, OWN, numberOf(2), 'ANOTHER');
const anyCommand: fc.Arbitrary<ParcelCommand> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<ParcelCommand>({ type: 'start' }) },
  { weight: 1, arbitrary: fc.constant<ParcelCommand>({ type: 'hold', reason: 'later', at }) },
  {
    weight: 12,
    arbitrary: fc.record({
      type: fc.constant('scan' as const),
      barcode: fc.constantFrom('BC-A', 'BC-B', 'BC-C', 'A', 'unknown'),
      count: fc.integer({ min: 1, max: 3 }),
      knownSku: fc.constantFrom('B', null),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('undo' as const), sku: fc.constantFrom('A', 'B', null) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('choose-package' as const),
      packageCode: fc.constant('C80'),
      carriage: anyCarriage,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('weigh' as const),
      grams: fc.integer({ min: 1, max: 9_000 }),
      carriage: anyCarriage,
      expected: fc.constantFrom({ grams: 500, toleranceGrams: 30 }, null),
      accepted: fc.constantFrom('more-filler' as const, null),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('ask-label' as const),
      mode: fc.constantFrom(...LABEL_MODES),
      at: fc.constant(at),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((issue) => issued(issue)),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('close' as const),
      waybill: fc.option(fc.record({ number: anyWaybill, isVoid: fc.boolean() })),
      at: fc.constant(at),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('hand-over' as const),
      waybill: anyWaybill,
      isVoid: fc.boolean(),
      at: fc.constant(at),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('reprint' as const),
      reason: fc.constantFrom(...REPRINT_REASONS),
      carriage: anyCarriage,
      mode: fc.constantFrom(...LABEL_MODES),
      at: fc.constant(at),
    }),
  },
  { weight: 1, arbitrary: fc.constant<ParcelCommand>({ type: 'deliver', at }) },
  { weight: 1, arbitrary: fc.constant<ParcelCommand>({ type: 'void', at }) },
);

/** What a careful person does, from the shelf to the cage. */
const carefully: readonly ParcelCommand[] = [
  ...skus.flatMap((sku) =>
    Array.from({ length: 9 }, (): ParcelCommand => ({ type: 'scan', ...scanOf(sku) })),
  ),
  { type: 'choose-package', packageCode: 'C80', carriage },
  { type: 'weigh', grams: 500, carriage, expected: null, accepted: null },
  { type: 'ask-label', mode: 'after-check', at },
  issued(1),
  { type: 'close', waybill: { number: OWN, isVoid: false }, at },
  { type: 'hand-over', waybill: OWN, isVoid: false, at },
];
/** Careful work with steps left out and anything at all in between. */
const anyShift = fc.oneof(
  fc.array(anyCommand, { maxLength: 40 }),
  fc
    .array(fc.record({ kept: fc.integer({ min: 0, max: 15 }), noise: fc.option(anyCommand, { freq: 3 }) }), {
      minLength: carefully.length,
      maxLength: carefully.length,
    })
    .map((steps) =>
      steps.flatMap(({ kept, noise }, index) => [
        ...(noise ? [noise] : []),
        ...(kept > 0 ? [carefully[index]!] : []),
      ]),
    ),
);

const planned = (lines: readonly ParcelLine[], packageCode: string | null): Parcel => ({
  status: 'planned',
  parcelId: 'p',
  orderId: 'o',
  lines,
  packageCode,
  carriage: packageCode ? carriage : null,
  weightGrams: null,
  station: null,
  held: null,
  label: null,
});

/** Plain, because `expect` in the middle of thousands of runs takes most of their time. */
const must = (holds: boolean, law: string): void => {
  if (!holds) throw new Error(law);
};

const unitsBySku = (lines: readonly ParcelLine[], sku: string): number =>
  lines.filter((at) => at.sku === sku).reduce((sum, at) => sum + at.quantity, 0);

let undos = 0;
const scannedBySku = (lines: readonly ParcelLine[], sku: string): number =>
  lines.filter((at) => at.sku === sku).reduce((sum, at) => sum + at.scanned, 0);

/** Takes the parcel through the commands and watches every step. */
const watched = (
  lines: readonly ParcelLine[],
  packageCode: string | null,
  commands: readonly ParcelCommand[],
): Parcel => {
  let parcel = planned(lines, packageCode);
  const proven = new Map<string, number>();
  const voided = new Set<string>();
  for (const command of commands) {
    const answer = decide(parcel, command);
    if (isRejection(answer)) continue;
    const before = parcel;
    parcel = answer.reduce(evolve, parcel);
    if (command.type === 'scan') {
      const { sku } = parcel.lines.find(
        (at) => at.sku === command.barcode || at.barcodes.includes(command.barcode),
      )!;
      proven.set(sku, (proven.get(sku) ?? 0) + command.count);
    }
    if (command.type === 'undo') {
      const undone = answer.find((event) => event.type === 'scan-undone')!;
      const units = undone.fills.reduce((sum, { by }) => sum + by, 0);
      proven.set(undone.sku, (proven.get(undone.sku) ?? 0) - units);
      must(
        units > 0 && [before.status, parcel.status].join() === 'packing,packing',
        'only open work is undone',
      );
      undos += 1;
    }
    must(
      parcel.lines.every(({ scanned }) => scanned >= 0) &&
        skus.every((sku) => (proven.get(sku) ?? 0) === scannedBySku(parcel.lines, sku)),
      'what counts as proven is what was scanned and not taken back',
    );
    must(
      parcel.lines.every(({ scanned, quantity }) => scanned <= quantity),
      'no line holds more than was asked for',
    );
    must(before.status !== 'voided' || parcel.status === 'voided', 'a voided parcel stays voided');
    must(
      before.status !== 'dispatched' || parcel.status === 'dispatched' || parcel.status === 'delivered',
      'what has left has left',
    );
    must(
      command.type !== 'hand-over' || command.waybill === parcel.label?.trackingNumber,
      'its own waybill was scanned at the cage',
    );
    must(
      command.type !== 'ask-label' ||
        command.mode === 'before-check' ||
        before.label !== null ||
        (!before.lines.some(isOpen) && before.weightGrams !== null),
      'a label after the check comes after every unit and the weight',
    );
    must(
      before.status === parcel.status || parcel.status !== 'closed' || !before.label?.outgrown,
      'nothing closes under a service that may not carry it',
    );
    must(
      command.type !== 'weigh' ||
        command.accepted !== null ||
        command.expected === null ||
        Math.abs(command.grams - command.expected.grams) <= 30,
      'a weight that is off is taken with a reason only',
    );
    const waybill = before.label?.trackingNumber;
    if (waybill && command.type === 'reprint') voided.add(waybill);
    else must(!waybill || parcel.label?.trackingNumber === waybill, 'only a reprint changes a waybill');
    must(!voided.has(parcel.label?.trackingNumber ?? ''), 'a void waybill is nobody’s again');
  }
  if (parcel.status !== 'dispatched' && parcel.status !== 'delivered') return parcel;
  must(
    skus.every((sku) => (proven.get(sku) ?? 0) === unitsBySku(lines, sku)),
    'every unit that left was proven',
  );
  must(
    parcel.weightGrams > 0 && parcel.packageCode !== null && parcel.label.trackingNumber !== '',
    'it left weighed, packed and labelled',
  );
  return parcel;
};

describe('the gate, for any sequence of commands', () => {
  it('lets nothing leave unless each unit is proven and its own waybill was scanned', () => {
    // How many runs really got there, so that a green run proves something.
    const ended = { left: 0, voided: 0 };
    fc.assert(
      fc.property(anyLines, fc.constantFrom('C60', null), anyShift, (lines, packageCode, commands) => {
        const { status } = watched(lines, packageCode, commands);
        if (status === 'voided') ended.voided += 1;
        if (status === 'dispatched' || status === 'delivered') ended.left += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(undos).toBeGreaterThan(200);
    expect(ended.left).toBeGreaterThan(20);
    expect(ended.voided).toBeGreaterThan(20);
  });
});
