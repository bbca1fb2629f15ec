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
  { type: 'weigh', grams: 800, carriage },
  { type: 'ask-label', at },
  { type: 'record-waybill', trackingNumber: ownWaybill },
];
const closing: ParcelCommand = { type: 'close', waybill: { number: ownWaybill, isVoid: false }, at };
/** Closed by hand, nothing scanned. */
const closingUnscanned: ParcelCommand = { type: 'close', waybill: null, at };
const handingOver: ParcelCommand = { type: 'hand-over', waybill: ownWaybill, at };

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
  { type: 'choose-package', packageCode: 'C80', carriage },
  { type: 'weigh', grams: 900, carriage },
  { type: 'report-shortage', sku: 'MUG-WHITE', quantity: 1, cause: 'damaged' },
  { type: 'ask-label', at },
  { type: 'record-waybill', trackingNumber: ownWaybill },
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
    check(after(scanned, { type: 'weigh', grams: 1, carriage }), closingUnscanned, { code: 'label-missing' });
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

  it('a label needs a package, and once asked for its service stays', () => {
    const open = aPlannedParcel({ packageCode: null, carriage: null });
    check(open, { type: 'ask-label', at }, { code: 'package-missing' });
    check(in_.packing, { type: 'weigh', grams: 1, carriage: null }, { code: 'label-says-another-service' });
    check(
      open,
      { type: 'choose-package', packageCode: 'C80', carriage: null },
      { code: 'no-carrier-may-carry-it' },
    );
  });

  it('another number is never written over a waybill', () => {
    check(in_.packing, { type: 'record-waybill', trackingNumber: '1' }, { code: 'waybill-exists' });
    expect(decide(in_.packing, { type: 'ask-label', at })).toEqual([]);
  });
});

describe('a waybill that comes after the void', () => {
  it('is kept, so that the printed label is known as void', () => {
    const asked = after(aPlannedParcel(), { type: 'ask-label', at }, { type: 'void', at });
    const known = after(asked, { type: 'record-waybill', trackingNumber: ownWaybill });
    expect(decide(known, handingOver)).toMatchObject({ reason: 'void-waybill' });
  });
});
