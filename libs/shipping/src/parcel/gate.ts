import type { EventData } from '@okuru/contracts';
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
}

export type RefusalCode =
  | 'count-not-allowed'
  | 'no-carrier-may-carry-it'
  | 'too-heavy-for-package'
  | 'label-says-another-service'
  | 'replacement-awaited'
  | 'not-of-this-parcel'
  | 'more-than-it-lacks'
  | 'package-missing'
  | 'weight-missing'
  | 'label-missing'
  | 'waybill-not-scanned'
  | 'waybill-exists'
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

/** Every unit must be proven. */
export const unprovenStop = ({ lines }: Parcel): Block | undefined =>
  lines.some(isOpen) ? blocked('not-complete') : undefined;

/** A parcel closes with its package, its weight and its own label. */
export const whatIsMissing = ({ packageCode, weightGrams, label }: Parcel): Refused | undefined => {
  if (packageCode === null) return refused('package-missing');
  if (weightGrams === null) return refused('weight-missing');
  return label?.trackingNumber ? undefined : refused('label-missing');
};

/** Only a closed parcel leaves, once, under its own waybill. */
export const handOverStop = (parcel: Parcel, waybill: string): Block | Refused | undefined => {
  if (parcel.label?.trackingNumber !== waybill) return blocked('wrong-waybill');
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
