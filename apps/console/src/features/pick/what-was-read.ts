import type { Command, ItemScan, RefusedScan, Scan, ScannedLot } from '@okuru/scan-engine';

/** What a scan means on the walk. */
export type Meaning =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'unit'; readonly barcode: string; readonly unit?: ScannedLot }
  | { readonly kind: 'shelf'; readonly shelf: string }
  | { readonly kind: 'unreadable'; readonly words: RefusedScan['words'] }
  | { readonly kind: 'case' | 'elsewhere' };

export const meaningOf = (scan: Scan | RefusedScan): Meaning => {
  switch (scan.kind) {
    case 'command':
      return { kind: 'command', command: scan.command };
    case 'shelf':
      return { kind: 'shelf', shelf: scan.code };
    case 'refused':
      return { kind: 'unreadable', words: scan.words };
    case 'case':
      return { kind: 'case' };
    case 'item':
      return { kind: 'unit', barcode: scan.barcode, ...unitOf(scan) };
    case 'waybill':
      return { kind: 'unit', barcode: scan.number };
    case 'text':
      return { kind: 'unit', barcode: scan.text };
    case 'parcel':
    case 'order':
    case 'badge':
      return { kind: 'elsewhere' };
  }
};

/** What a GS1 code says beside the item. */
const unitOf = ({ lot, usableUntil }: ItemScan): { readonly unit?: ScannedLot } =>
  (lot ?? usableUntil) === undefined
    ? {}
    : { unit: { ...(lot !== undefined && { lot }), ...(usableUntil !== undefined && { usableUntil }) } };
