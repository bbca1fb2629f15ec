import type { EventData } from '@okuru/contracts';
import type { KnownLot } from '@okuru/scan-engine';
import { enclosureBearing, enclosuresOf, untickedOf } from './enclosures.js';
import type { Parcel, ParcelLine } from './parcel-states.js';
import { unproven } from './shortage.js';

/** The rules that let nothing wrong leave. Each answers why the work stops, or undefined when it may go on. */

/** Why the gate stopped a scan, in the words of the fact `scan.blocked`. */
export type ScanBlockReason = EventData<'scan.blocked'>['reason'];

/** A wrong scan: the work stops, the near miss is recorded and told. */
export interface Block {
  readonly kind: 'blocked';
  readonly reason: ScanBlockReason;
  /** Sku of what was scanned, where somebody knows it. */
  readonly scannedSku: string | null;
  /** The lot that was to be taken, and the one in the hand, as far as somebody knows them. */
  readonly lots?: { readonly named: KnownLot | null; readonly scanned: KnownLot | null };
  /** What the scales said and what they should have said. */
  readonly weight?: { readonly grams: number; readonly expectedGrams: number };
}

/** What a parcel should weigh, and how far the scales may be from it. */
export interface ExpectedWeight {
  readonly grams: number;
  readonly toleranceGrams: number;
}

/** Why a weight that was stopped is taken all the same. */
export const WEIGHT_REASONS = ['counted-again', 'more-filler', 'item-weight-wrong'] as const;
export type WeightReason = (typeof WEIGHT_REASONS)[number];

/** Whether a service's waybills are printed after the last good scan, or for a whole batch before it (先出し). */
export const LABEL_MODES = ['after-check', 'before-check'] as const;
export type LabelMode = (typeof LABEL_MODES)[number];

/** Why a parcel was put aside. */
export const HOLD_REASONS = ['later', 'goods-missing', 'goods-damaged', 'no-package', 'needs-lead'] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** Why a label is printed again. */
export const REPRINT_REASONS = ['damaged-label', 'printer-fault', 'another-service'] as const;
export type ReprintReason = (typeof REPRINT_REASONS)[number];

/** Why a number that was printed may not be used. */
export type VoidReason = ReprintReason | 'parcel-split';

export type RefusalCode =
  | 'nothing-to-undo'
  | 'nothing-to-stay'
  | 'nothing-to-go'
  | 'label-on-its-way'
  | 'rest-fits-no-package'
  | 'another-scan-was-last'
  | 'count-not-allowed'
  | 'no-carrier-may-carry-it'
  | 'too-heavy-for-package'
  | 'label-says-another-service'
  | 'units-missing'
  | 'enclosures-missing'
  | 'replacement-awaited'
  | 'not-of-this-parcel'
  | 'more-than-it-lacks'
  | 'package-missing'
  | 'weight-missing'
  | 'label-missing'
  | 'waybill-not-scanned'
  | 'waybill-exists'
  | 'carrier-refuses'
  | 'waybill-superseded'
  | 'parcel-voided'
  | 'already-closed'
  | 'already-dispatched'
  | 'already-delivered'
  | 'not-dispatched';

/** The step is not possible now; nothing wrong was in anybody's hand. */
export interface Refused<Code extends RefusalCode = RefusalCode> {
  readonly kind: 'refused';
  readonly code: Code;
}

export const blocked = (reason: ScanBlockReason, scannedSku: string | null = null): Block => ({
  kind: 'blocked',
  reason,
  scannedSku,
});
export const refused = <Code extends RefusalCode>(code: Code): Refused<Code> => ({ kind: 'refused', code });

/** Units that a scan proves on one line. */
export interface Fill {
  readonly lineId: string;
  readonly by: number;
}

export const isOpen = ({ scanned, quantity }: ParcelLine): boolean => scanned < quantity;

/** Which lines a scan fills: the oldest open ones of its sku; all of the count or nothing. */
export const fillsOf = (
  lines: readonly ParcelLine[],
  scan: { readonly barcode: string; readonly count: number; readonly knownSku: string | null },
): { readonly sku: string; readonly fills: readonly Fill[] } | Block | Refused => {
  const named = lines.filter((line) => bears(line, scan.barcode));
  const first = named.find(isOpen) ?? named[0];
  if (!first) return blocked(scan.knownSku ? 'not-in-this-parcel' : 'unknown-barcode', scan.knownSku);
  const own = named.filter(({ sku }) => sku === first.sku);
  if (scan.count > 1 && own.some(({ countable }) => !countable)) return refused('count-not-allowed');
  const fills: Fill[] = [];
  let left = scan.count;
  for (const line of own) {
    const by = Math.min(left, unproven(line));
    if (by > 0) fills.push({ lineId: line.lineId, by });
    left -= by;
  }
  if (left === 0) return { sku: first.sku, fills };
  return own.some(({ missing }) => missing > 0)
    ? refused('replacement-awaited')
    : blocked('already-complete', first.sku);
};

/** Whether a barcode proves a unit of the line. */
export const bears = (line: ParcelLine, barcode: string): boolean =>
  line.sku === barcode || line.barcodes.includes(barcode);

/**
 * The units of a parcel lie at one station: proven at two, each of them would hold a part of it and the screen all of it. Where
 * every unit is taken back, the next station may begin. Callers who name no station are not told apart.
 */
export const elsewhereStop = (
  { station, lines }: Parcel,
  here: string | null,
  sku: string,
): Block | undefined => {
  const isElsewhere = station !== null && here !== null && station !== here;
  return isElsewhere && lines.some(({ scanned }) => scanned > 0)
    ? blocked('at-another-station', sku)
    : undefined;
};

/** What a scan ticks beside the goods; undefined: the code is the goods', or nobody's. */
export const tickOf = (
  parcel: Parcel,
  { barcode, count }: { readonly barcode: string; readonly count: number },
): { readonly code: string } | Block | Refused | undefined => {
  if (parcel.lines.some((line) => bears(line, barcode))) return undefined;
  const enclosure = enclosureBearing(enclosuresOf(parcel), barcode);
  if (!enclosure) return undefined;
  if (count > 1) return refused('count-not-allowed');
  const isOpenParcel = parcel.status === 'planned' || parcel.status === 'packing';
  return enclosure.tick !== null || !isOpenParcel ? blocked('already-complete') : { code: enclosure.code };
};

/** Another parcel's waybill in the hand is a hard stop, a void one (使用禁止) too. */
export const waybillStop = (
  parcel: Parcel,
  waybill: { readonly number: string; readonly isVoid: boolean } | null,
): Block | undefined => {
  if (!waybill || waybill.number === parcel.label?.trackingNumber) return undefined;
  return blocked(waybill.isVoid ? 'void-waybill' : 'wrong-waybill');
};

/** The label is on this very box only when somebody has scanned it there. */
export const unscannedStop = (waybill: { readonly number: string } | null): Refused | undefined =>
  waybill === null ? refused('waybill-not-scanned') : undefined;

/** Scales that say too much or too little tell of a unit too many, one that is missing, or another one. */
export const weightStop = (grams: number, expected: ExpectedWeight | null): Block | undefined => {
  if (!expected || Math.abs(grams - expected.grams) <= expected.toleranceGrams) return undefined;
  return { ...blocked('wrong-weight'), weight: { grams, expectedGrams: expected.grams } };
};

/** Every unit must be proven. */
export const unprovenStop = ({ lines }: Parcel): Block | undefined =>
  lines.some(isOpen) ? blocked('not-complete') : undefined;

/** What goes in beside the goods is in the box only when somebody has ticked it. */
export const enclosuresStop = (parcel: Parcel): Refused | undefined =>
  untickedOf(parcel).length > 0 ? refused('enclosures-missing') : undefined;

/** A parcel closes with its package, its weight and its own label, and only under a service that may carry it. */
export const whatIsMissing = ({ packageCode, weightGrams, label }: Parcel): Refused | undefined => {
  if (packageCode === null) return refused('package-missing');
  if (weightGrams === null) return refused('weight-missing');
  if (!label?.trackingNumber) return refused('label-missing');
  return label.outgrown ? refused('label-says-another-service') : undefined;
};

/** A label is released by the last good step; printed first, it needs to know its service and no more. */
export const whatLabelNeeds = (parcel: Parcel, mode: LabelMode): Refused | undefined => {
  const { lines, packageCode, carriage, weightGrams } = parcel;
  if (mode === 'after-check' && lines.some(isOpen)) return refused('units-missing');
  const stop = mode === 'after-check' ? enclosuresStop(parcel) : undefined;
  if (stop) return stop;
  if (packageCode === null || carriage === null) return refused('package-missing');
  return mode === 'after-check' && weightGrams === null ? refused('weight-missing') : undefined;
};

/** Only a closed parcel leaves, once, under its own waybill. */
export const handOverStop = (
  parcel: Parcel,
  waybill: string,
  isVoid: boolean,
): Block | Refused | undefined => {
  if (parcel.label?.trackingNumber !== waybill) return blocked(isVoid ? 'void-waybill' : 'wrong-waybill');
  switch (parcel.status) {
    case 'closed':
      return undefined;
    case 'voided':
      return blocked('void-waybill');
    case 'dispatched':
    case 'delivered':
      return refused('already-dispatched');
    case 'planned':
    case 'packing':
      return blocked('not-complete');
  }
};
