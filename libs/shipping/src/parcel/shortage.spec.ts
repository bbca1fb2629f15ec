import fc from 'fast-check';
import { decide, evolve, isRejection, type Parcel, type ParcelCommand, type ParcelLine } from './parcel.js';
import { shortLines } from './shortage.js';

const at = '2026-01-15T03:04:05.678Z';
const line = (lineId: string, quantity: number, scanned = 0, missing = 0): ParcelLine => ({
  ...{ lineId, sku: 'MUG', barcodes: [], quantity, scanned, marks: [], missing, countable: true },
});
const aParcel = (lines: readonly ParcelLine[], over: Partial<Parcel> = {}): Parcel =>
  ({
    ...{ status: 'packing', parcelId: 'p', orderId: 'o', lines, packageCode: 'C60', weightGrams: 500 },
    carriage: { carrier: 'yamato', service: 'takkyubin', plannedYen: 1020 },
    label: { askedAt: at, trackingNumber: 'OWN', issue: 1, outgrown: false },
    held: null,
    ...over,
  }) as Parcel;
const after = (parcel: Parcel, command: ParcelCommand): Parcel => {
  const answer = decide(parcel, command);
  return isRejection(answer) ? parcel : answer.reduce<Parcel>(evolve, parcel);
};
const report = (quantity: number, cause: 'not-found' | 'damaged' = 'not-found', sku = 'MUG') =>
  ({ type: 'report-shortage', sku, quantity, cause }) as const;
const scan = (count = 1) => ({ type: 'scan', barcode: 'MUG', count, knownSku: null }) as const;
const carriage = { carrier: 'yamato', service: 'takkyubin', plannedYen: 1020 };
const weighing: ParcelCommand = { type: 'weigh', grams: 500, carriage, expected: null, accepted: null };
const closing: ParcelCommand = { type: 'close', waybill: { number: 'OWN', isVoid: false }, at };

describe('which lines lack the units', () => {
  const check = (
    lines: readonly ParcelLine[],
    quantity: number,
    cause: 'not-found' | 'damaged',
    expected: readonly (readonly [string, missing: number, takenOut: number])[] | undefined,
  ) =>
    expect(
      shortLines(lines, { sku: 'MUG', quantity, cause })?.map(({ lineId, missing, takenOut }) => [
        lineId,
        missing,
        takenOut,
      ]),
    ).toEqual(expected);

  it('the newest that is not proven, for scans fill the oldest', () =>
    check([line('1', 2, 1), line('2', 2)], 3, 'not-found', [
      ['1', 1, 0],
      ['2', 2, 0],
    ]));
  it('what was not found was not scanned', () => check([line('1', 2, 1)], 2, 'not-found', undefined));
  it('what is missing already cannot be missing once more', () =>
    check([line('1', 2, 0, 1)], 2, 'damaged', undefined));
  it('damaged units count as scanned while any is', () =>
    check([line('1', 2, 2), line('2', 2, 1)], 2, 'damaged', [
      ['1', 1, 1],
      ['2', 1, 1],
    ]));
  it('and the rest as not scanned yet', () => check([line('1', 3, 1)], 2, 'damaged', [['1', 2, 1]]));
});

describe('a parcel that lacks units', () => {
  const short = after(aParcel([line('1', 3, 1)]), report(1));

  it('takes the others, then waits: a scan of what is missing is refused, and it does not close', () => {
    const full = after(short, scan());
    expect(full.lines).toMatchObject([{ scanned: 2, missing: 1 }]);
    expect(decide(full, scan())).toEqual({ kind: 'refused', code: 'replacement-awaited' });
    expect(decide(short, scan(2))).toEqual({ kind: 'refused', code: 'replacement-awaited' });
    expect(decide(full, closing)).toMatchObject({ reason: 'not-complete' });
  });

  it('goes back by what was taken out of the box', () => {
    expect(after(aParcel([line('1', 3, 3)]), report(2, 'damaged')).lines).toMatchObject([
      { scanned: 1, missing: 2 },
    ]);
  });

  it.each([
    ['of an item that is not in it', report(1, 'damaged', 'CUP'), 'not-of-this-parcel'],
    ['of more than are not proven', report(3), 'more-than-it-lacks'],
    ['of more than it has', report(4, 'damaged'), 'more-than-it-lacks'],
  ])('a report %s is refused', (_what, command, code) =>
    expect(decide(aParcel([line('1', 3, 1)]), command)).toEqual({ kind: 'refused', code }),
  );

  it.each([
    ['closed', 'already-closed'],
    ['dispatched', 'already-dispatched'],
    ['voided', 'parcel-voided'],
  ] as const)('a %s parcel takes no report', (status, code) =>
    expect(decide(aParcel([line('1', 3)], { status }), report(1))).toEqual({ kind: 'refused', code }),
  );

  it('is not begun by a report: whoever picks for it reports too', () => {
    expect(after(aParcel([line('1', 3)], { status: 'planned' }), report(1)).status).toBe('planned');
  });
});

const anyStep = fc.record({
  what: fc.constantFrom(
    'scan',
    'scan',
    'scan',
    'not-found',
    'damaged',
    'damaged in hand',
    'replaced',
    'replaced',
    'scan',
    'close',
    'close',
  ),
  units: fc.integer({ min: 1, max: 2 }),
});

it('whatever is missing or damaged, the box never holds fewer good units than the screen says', () => {
  const ended = { closed: 0, afterShortage: 0 };
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
      fc.array(anyStep, { minLength: 10, maxLength: 40, size: 'max' }),
      (quantities, steps) => {
        let parcel = aParcel(quantities.map((quantity, nth) => line(String(nth + 1), quantity)));
        let inBox = 0;
        let reports = 0;
        for (const { what, units } of steps) {
          const before = parcel;
          if (what === 'scan') parcel = after(parcel, scan());
          else if (what === 'close') parcel = after(after(parcel, weighing), closing);
          else if (what === 'not-found') parcel = after(parcel, report(units));
          else if (what === 'replaced') parcel = replaced(parcel);
          else if (what === 'damaged in hand' || inBox >= units)
            parcel = after(parcel, report(units, 'damaged'));
          if (parcel === before) continue;
          if (what === 'scan') inBox += 1;
          if (what === 'damaged') inBox -= units;
          if (what === 'not-found' || what.startsWith('damaged')) reports += 1;
          const scanned = parcel.lines.reduce((sum, each) => sum + each.scanned, 0);
          if (inBox < scanned) throw new Error(`${scanned} are scanned and ${inBox} are in the box`);
          if (parcel.lines.some((each) => each.scanned + each.missing > each.quantity))
            throw new Error('a line lacks a unit that is proven');
        }
        if (parcel.status !== 'closed') return;
        if (parcel.lines.some(({ missing, scanned, quantity }) => missing > 0 || scanned < quantity))
          throw new Error('it closed short');
        ended.closed += 1;
        if (reports > 0) ended.afterShortage += 1;
      },
    ),
    { numRuns: 3_000 },
  );
  expect(Math.min(...Object.values(ended))).toBeGreaterThan(20);
});

/** As inventory's answer leaves it. */
const replaced = (parcel: Parcel): Parcel =>
  ({ ...parcel, lines: parcel.lines.map((each) => ({ ...each, missing: 0 })) }) as Parcel;
