import { checkDigitOf, hasCheckDigit } from './check-digit.js';
import { dayOfGs1, type Gs1Parts } from './gs1.js';
import { type CaseScan, type ItemScan, type RefusedScan, refuse } from './scan.js';

const GTIN_DIGITS = 14;
/** The first digit of a GTIN-14: 0 is the unit itself, 1 to 8 a case of units, 9 a weight that varies. */
const UNIT = '0';
const VARYING = '9';

/** EAN-8, UPC-A, EAN-13 and ITF-14: told apart by their length. */
export const isItemLength = (digits: string): boolean => /^(?:\d{8}|\d{12}|\d{13}|\d{14})$/.test(digits);

export const itemCode = (digits: string): ItemScan | CaseScan | RefusedScan =>
  hasCheckDigit(digits) ? itemOf(digits.padStart(GTIN_DIGITS, '0'), digits) : refuse('wrong-check-digit');

/** An item with what else its GS1 code says of it. */
export const itemOfGs1 = (parts: Gs1Parts, thisYear: number): ItemScan | CaseScan | RefusedScan => {
  const gtin = parts.get('01') ?? '';
  const given = parts.get('17') ?? parts.get('15');
  const usableUntil = given === undefined ? undefined : dayOfGs1(given, thisYear);
  if (given !== undefined && usableUntil === undefined) return refuse('gs1-date');
  const item = itemOf(gtin, gtin.startsWith(UNIT) ? gtin.slice(1) : gtin);
  if (item.kind === 'refused') return item;
  const [lot, serial] = [parts.get('10'), parts.get('21')];
  return {
    ...item,
    ...(lot === undefined ? {} : { lot }),
    ...(usableUntil === undefined ? {} : { usableUntil }),
    ...(serial === undefined || item.kind === 'case' ? {} : { serial }),
  };
};

const itemOf = (gtin: string, barcode: string): ItemScan | CaseScan | RefusedScan => {
  const indicator = gtin.charAt(0);
  if (indicator === UNIT)
    return { kind: 'item', gtin, barcode: barcode.length === GTIN_DIGITS ? gtin.slice(1) : barcode };
  if (indicator === VARYING) return refuse('not-a-unit');
  const unit = gtin.slice(1, -1);
  return { kind: 'case', gtin, unitBarcode: unit + checkDigitOf(unit) };
};
