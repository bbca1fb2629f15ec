import type { Command, RefusedScan, Scan } from '@okuru/scan-engine';
import { enclosureBearing } from '../../shared/parcels/enclosures.js';
import type { Parcel } from '../../shared/parcels/parcel.js';
import type { Step } from '../../shared/parcels/gate.js';
import { readWeight } from '../../shared/scanner/read-weight.js';
import { carrierOfCage } from '../../shared/station.js';

/** On a sign at the table, as `GET /v1/shelf-labels.pdf` prints them: `^L:PHOTO`. */
const PHOTO_SIGN = 'PHOTO';

/** On the sign of something that goes in beside the goods: `^L:PUT-THANKS`. */
const PUT_SIGN = /^PUT-/;

/** What a scan means for the parcel on the table. */
export type Meaning =
  | { readonly kind: 'command'; readonly command: Command; readonly carton?: string }
  | { readonly kind: 'unit'; readonly barcode: string }
  | { readonly kind: 'waybill'; readonly waybill: string }
  | { readonly kind: 'weight'; readonly grams: number }
  | { readonly kind: 'parcel'; readonly parcelId: string }
  | { readonly kind: 'cage'; readonly carrier: string }
  | { readonly kind: 'unreadable'; readonly words: RefusedScan['words'] }
  | { readonly kind: 'case' | 'weight-too-early' | 'photo' | 'elsewhere' };

/** Scales that type send a text; an item whose own code looks like a weight is still the item. */
export const meaningOf = (scan: Scan | RefusedScan, parcel: Parcel, step: Step): Meaning => {
  switch (scan.kind) {
    case 'command':
      return { kind: 'command', command: scan.command, ...(scan.carton ? { carton: scan.carton } : {}) };
    case 'parcel':
      return { kind: 'parcel', parcelId: scan.code.toLowerCase() };
    case 'refused':
      return { kind: 'unreadable', words: scan.words };
    case 'case':
      return { kind: 'case' };
    case 'item':
      return { kind: 'unit', barcode: scan.barcode };
    case 'waybill':
      return step === 'waybill' || scan.number === parcel.trackingNumber
        ? { kind: 'waybill', waybill: scan.number }
        : { kind: 'unit', barcode: scan.number };
    case 'text':
      return textMeans(scan.text, parcel, step);
    case 'shelf': {
      const sign = scan.code.toUpperCase();
      if (PUT_SIGN.test(sign)) return { kind: 'unit', barcode: `^L:${sign}` };
      const carrier = carrierOfCage(scan.code);
      if (carrier !== undefined) return { kind: 'cage', carrier };
      return { kind: sign === PHOTO_SIGN ? 'photo' : 'elsewhere' };
    }
    case 'order':
    case 'badge':
      return { kind: 'elsewhere' };
  }
};

const textMeans = (text: string, parcel: Parcel, step: Step): Meaning => {
  const { lines, trackingNumber } = parcel;
  const isItem =
    lines.some(({ sku, barcodes }) => sku === text || barcodes.includes(text)) ||
    enclosureBearing(parcel, text) !== undefined;
  const grams = isItem ? undefined : readWeight(text);
  if (grams !== undefined) return step === 'units' ? { kind: 'weight-too-early' } : { kind: 'weight', grams };
  return (step === 'waybill' || text === trackingNumber) && !isItem
    ? { kind: 'waybill', waybill: text }
    : { kind: 'unit', barcode: text };
};
