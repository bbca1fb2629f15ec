import type { Command, ItemScan, RefusedScan } from '@okuru/scan-engine';
import { readAs } from '../../shared/scanner/command.js';
import type { LotInHand } from './lots.js';

/** What a scan may mean where items are in hand. */
export type StockScan =
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'shelf'; readonly code: string }
  /** Of an item, if anybody knows it. */
  | { readonly kind: 'item'; readonly code: string; readonly lot?: Partial<LotInHand> }
  | { readonly kind: 'refused'; readonly words: RefusedScan['words'] }
  | { readonly kind: 'case' }
  | { readonly kind: 'parcel' }
  | { readonly kind: 'elsewhere' };

export const stockScanOf = (text: string): StockScan => {
  const scan = readAs(text, 'item');
  switch (scan.kind) {
    case 'command':
      return { kind: 'command', command: scan.command };
    case 'shelf':
      return { kind: 'shelf', code: scan.code };
    case 'item':
      return { kind: 'item', code: scan.barcode, ...lotIn(scan) };
    case 'waybill': // so many digits may be the shop's own label too
      return { kind: 'item', code: scan.number };
    case 'text':
      return { kind: 'item', code: scan.text };
    case 'refused':
      return { kind: 'refused', words: scan.words };
    case 'case':
      return { kind: 'case' };
    case 'parcel':
      return { kind: 'parcel' };
    case 'order':
    case 'badge':
      return { kind: 'elsewhere' };
  }
};

/** What a GS1 code says beside the item. */
const lotIn = ({ lot, usableUntil }: ItemScan): { readonly lot?: Partial<LotInHand> } =>
  lot === undefined ? {} : { lot: { lot, ...(usableUntil === undefined ? {} : { expiresOn: usableUntil }) } };
