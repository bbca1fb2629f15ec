import type { EventData } from '@okuru/contracts';
import {
  type Enclosure,
  enclosureBearing,
  enclosuresOf,
  lastTicked,
  untickedOf,
  withTick,
} from './enclosures.js';
import { isOpen, type Parcel, type ParcelLine, unproven } from './parcel.js';
import type { NamedItem } from '../queue/operation.js';

export type BlockReason = EventData<'scan.blocked'>['reason'];

export interface Taken {
  readonly kind: 'taken';
  readonly parcel: Parcel;
  readonly line: ParcelLine;
  readonly isLineComplete: boolean;
  readonly isComplete: boolean;
}
export interface Blocked {
  readonly kind: 'blocked';
  readonly reason: BlockReason;
  readonly scanned: NamedItem | null;
  readonly expected: NamedItem | null;
}
/** Something that goes in beside the goods was ticked. */
export interface Enclosed {
  readonly kind: 'enclosed';
  readonly parcel: Parcel;
  readonly enclosure: Enclosure;
  readonly isComplete: boolean;
}
export type Verdict =
  | Taken
  | Enclosed
  | Blocked
  | { readonly kind: 'count-not-allowed' }
  | { readonly kind: 'replacement-awaited' };

/**
 * Whether a scan proves units of this parcel. By the rules of the server's gate, so that the answer comes without a network;
 * the server judges every scan again and has the last word.
 */
export const judgeScan = (parcel: Parcel, barcode: string, count = 1): Verdict => {
  const named = parcel.lines.filter((line) => line.sku === barcode || line.barcodes.includes(barcode));
  const first = named.find(isOpen) ?? named[0];
  const expected = itemOf(parcel.lines.find(isOpen));
  if (!first) return judgeEnclosure(parcel, barcode, count, expected);
  const own = named.filter(({ sku }) => sku === first.sku);
  if (count > 1 && own.some(({ countable }) => !countable)) return { kind: 'count-not-allowed' };
  if (count > unprovenOf(own) && own.some(({ waitsFor }) => waitsFor > 0))
    return { kind: 'replacement-awaited' };
  if (count > unprovenOf(own))
    return { kind: 'blocked', reason: 'already-complete', scanned: itemOf(first), expected };
  return taken(parcel, first, own, count);
};

const judgeEnclosure = (
  parcel: Parcel,
  barcode: string,
  count: number,
  expected: NamedItem | null,
): Verdict => {
  const enclosure = enclosureBearing(parcel, barcode);
  if (!enclosure) return { kind: 'blocked', reason: 'not-in-this-parcel', scanned: null, expected };
  if (count > 1) return { kind: 'count-not-allowed' };
  const { code, names, tick } = enclosure;
  if (tick !== null)
    return { kind: 'blocked', reason: 'already-complete', scanned: { sku: code, name: names.ja }, expected };
  const now = withTick<Parcel>({ ...parcel, status: 'packing' }, code, nthOfLast(parcel) + 1);
  return { kind: 'enclosed', parcel: now, enclosure, isComplete: isWholly(now) };
};

/** All goods are proven, and all that goes in with them is ticked. */
const isWholly = (parcel: Parcel): boolean => !parcel.lines.some(isOpen) && untickedOf(parcel).length === 0;

const taken = (parcel: Parcel, first: ParcelLine, own: readonly ParcelLine[], count: number): Taken => {
  let left = count;
  const nth = nthOfLast(parcel) + 1;
  const lines = parcel.lines.map((line) => {
    const by = own.includes(line) ? Math.min(left, unproven(line)) : 0;
    left -= by;
    return by === 0 ? line : { ...line, scanned: line.scanned + by, marks: [...line.marks, nth, by] };
  });
  const line = lines.find(({ lineId, sku }) => lineId === first.lineId && sku === first.sku) ?? first;
  return {
    kind: 'taken',
    // What the scales said held for the goods in the box then.
    parcel: { ...parcel, status: 'packing', lines, weightGrams: null },
    line,
    isLineComplete: !lines.some((one) => one.sku === first.sku && isOpen(one)),
    isComplete: isWholly({ ...parcel, lines }),
  };
};

const unprovenOf = (lines: readonly ParcelLine[]): number =>
  lines.reduce((sum, line) => sum + unproven(line), 0);

const itemOf = (line: ParcelLine | undefined): NamedItem | null =>
  line ? { sku: line.sku, name: line.name } : null;

/** The parcel without its last scan, and what that was; undefined where none can be taken back. */
export const withoutLastScan = (
  parcel: Parcel,
): { readonly parcel: Parcel; readonly line?: ParcelLine; readonly enclosure?: Enclosure } | undefined => {
  const last = nthOfLast(parcel);
  const enclosure = lastTicked(parcel);
  if (enclosure && enclosure.tick === last)
    return { parcel: withTick(parcel, enclosure.code, null), enclosure };
  const isLast = ({ marks }: ParcelLine): boolean => last > 0 && marks.at(-2) === last;
  if (!parcel.lines.some(isLast) || parcel.lines.some((line) => isLast(line) && line.marks.at(-1) === 0))
    return undefined;
  const lines = parcel.lines.map((line) =>
    isLast(line)
      ? { ...line, scanned: line.scanned - (line.marks.at(-1) ?? 0), marks: line.marks.slice(0, -2) }
      : line,
  );
  const line = lines[parcel.lines.findIndex(isLast)];
  return line && { parcel: { ...parcel, lines, weightGrams: null }, line };
};

const nthOfLast = (parcel: Parcel): number =>
  Math.max(0, lastTicked(parcel)?.tick ?? 0, ...parcel.lines.map(({ marks }) => marks.at(-2) ?? 0));

/** The parcel with the scans of the other one, where both hold the same. */
export const withScansOf = (parcel: Parcel, other: Parcel): Parcel => {
  const lines = parcel.lines.map((line, at) => {
    const same = other.lines[at];
    const isSame = same?.lineId === line.lineId && same.sku === line.sku && same.quantity === line.quantity;
    return isSame ? { ...line, scanned: same.scanned, marks: same.marks } : line;
  });
  const ticked = enclosuresOf(other).reduce((now, { code, tick }) => withTick(now, code, tick), parcel);
  const isAsWeighed = lines.every(({ scanned }, at) => scanned === parcel.lines[at]?.scanned);
  return { ...ticked, lines, weightGrams: isAsWeighed ? parcel.weightGrams : null };
};

const CHANGED_BY_STEPS = [
  'status',
  'packageCode',
  'carrier',
  'service',
  'plannedYen',
  'weightGrams',
  'trackingNumber',
] as const;

/** The parcel with what a step's answer tells of it: who asks for the whole parcel next may get no answer. */
export const withAnswer = (parcel: Parcel, answer: Partial<Parcel>): Parcel => ({
  ...parcel,
  ...Object.fromEntries(
    CHANGED_BY_STEPS.flatMap((part) => (answer[part] === undefined ? [] : [[part, answer[part]]])),
  ),
});

/** What is to be done next, one thing at a time. */
export type Step =
  | 'units'
  | 'waits'
  | 'enclosures'
  | 'package'
  | 'weight'
  | 'label'
  | 'other-label'
  | 'waybill'
  | 'closed'
  | 'not-workable';

export const stepOf = (parcel: Parcel): Step => {
  if (parcel.status === 'closed') return 'closed';
  if (parcel.status !== 'planned' && parcel.status !== 'packing') return 'not-workable';
  if (parcel.lines.some((line) => unproven(line) > 0)) return 'units';
  if (parcel.lines.some(isOpen)) return 'waits';
  if (untickedOf(parcel).length > 0) return 'enclosures';
  if (parcel.packageCode === null) return 'package';
  if (parcel.weightGrams === null) return 'weight';
  if (parcel.trackingNumber === null) return 'label';
  return parcel.labelOutgrown ? 'other-label' : 'waybill';
};

/** Printed first, a label waits for nothing but the service that a package has. */
export const mayHaveLabel = (parcel: Parcel): boolean => {
  const step = stepOf(parcel);
  if (parcel.trackingNumber !== null || step === 'closed' || step === 'not-workable') return false;
  return step === 'label' || (parcel.labelMode === 'before-check' && parcel.packageCode !== null);
};

/** Why this waybill does not close the parcel now; undefined: the server may be asked. */
export const waybillReason = (parcel: Parcel, waybill: string): BlockReason | undefined => {
  if (waybill !== parcel.trackingNumber) return 'wrong-waybill';
  if (parcel.status === 'voided') return 'void-waybill';
  return parcel.lines.some(isOpen) ? 'not-complete' : undefined;
};
