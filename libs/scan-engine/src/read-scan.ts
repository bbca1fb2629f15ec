import { isTrackingNumber } from '@okuru/carriers';
import { hasCheckDigit } from './check-digit.js';
import { readGs1 } from './gs1.js';
import { isItemLength, itemCode, itemOfGs1 } from './item-code.js';
import { ownCode } from './own-codes.js';
import { plainCode } from './plain-code.js';
import { type RefusedScan, refuse, type Scan, type WaybillScan } from './scan.js';

export interface Reading {
  /** What the screen asks for, where a code may be two things. */
  readonly expecting?: 'item' | 'waybill';
  /** For GS1 dates, which name two digits of their year. */
  readonly thisYear: number;
  /** What this scanner puts before and behind each code. */
  readonly prefix?: string;
  readonly suffix?: string;
}

const CHARS_MAX = 128;
/** What a scanner says of the symbol it read, where it is set to (ISO/IEC 15424): GS1-128, DataBar, DataMatrix, QR. */
const SYMBOL = /^\][A-Za-z]\d/;
const GS1_SYMBOL = /^\](?:C1|e0|d2|Q3)/;
/** NW-7 of waybills is read with its start and stop letters, Code 39 with its asterisks. */
const WRAPPED = /^(?:[A-D]([\d-]{10,})[A-D]|\*(.+)\*)$/i;
const GS1_BARE = /^(?:\(01\)\d{14}|01\d{14}(?:\p{Cc}|(?:10|11|13|15|17|21|30)|$))/u;

/** What was scanned, as one value; or why it is none. */
export const readScan = (typed: string, reading: Reading): Scan | RefusedScan => {
  if (typed.length > CHARS_MAX) return refuse('too-long');
  const plain = plainCode(bare(typed, reading));
  if (plain === undefined) return refuse('typed-under-input-method');
  const isGs1 = GS1_SYMBOL.test(plain);
  const text = unwrapped(plain.replace(SYMBOL, '').trim());
  if (text === '') return refuse('empty');
  const own = ownCode(text);
  if (own) return own;
  if (isGs1 || GS1_BARE.test(text)) {
    const parts = readGs1(text);
    return typeof parts === 'string' ? refuse(parts) : itemOfGs1(parts, reading.thisYear);
  }
  return /^\d[\d-]*$/.test(text) ? readNumber(text, reading) : { kind: 'text', text };
};

const bare = (typed: string, { prefix = '', suffix = '' }: Reading): string => {
  const begun = prefix !== '' && typed.startsWith(prefix) ? typed.slice(prefix.length) : typed;
  return suffix !== '' && begun.endsWith(suffix) ? begun.slice(0, -suffix.length) : begun;
};

const unwrapped = (text: string): string => {
  const [, codabar, code39] = WRAPPED.exec(text) ?? [];
  return codabar ?? code39 ?? text;
};

/** Twelve digits are an item of a US maker or a waybill; those that can be both are the one that the screen asks for. */
const readNumber = (text: string, { expecting }: Reading): Scan | RefusedScan => {
  const digits = text.replaceAll('-', '');
  const isWaybill = isTrackingNumber(digits);
  const isItem = text === digits && isItemLength(digits) && hasCheckDigit(digits);
  if (isWaybill && isItem)
    return expecting === undefined
      ? refuse('one-of-two')
      : expecting === 'waybill'
        ? waybill(digits)
        : itemCode(digits);
  if (isWaybill) return waybill(digits);
  if (isItem) return itemCode(digits);
  return digits.length === 12 || isItemLength(digits) ? refuse('wrong-check-digit') : { kind: 'text', text };
};

const waybill = (number: string): WaybillScan => ({
  kind: 'waybill',
  number,
  carriers: ['yamato', 'sagawa', 'japan-post'],
});
