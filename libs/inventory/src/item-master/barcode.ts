/** Digits of GTIN-8 (JAN short), GTIN-12 (UPC-A), GTIN-13 (JAN, EAN) and GTIN-14 (ITF). */
const GTIN_LENGTHS = [8, 12, 13, 14];
const [GTIN_LENGTH_MIN = 8, GTIN_LENGTH_MAX = 14] = [Math.min(...GTIN_LENGTHS), Math.max(...GTIN_LENGTHS)];
/** The shop's own label: printable ASCII without blanks and without `|`, which separates barcodes in a file. */
const OWN_LABEL = /^[\x21-\x7b\x7d\x7e]{4,48}$/;

export interface BarcodeFault {
  readonly message: string;
  readonly mend: string;
}

/**
 * What is wrong with a barcode, or null. Digits as long as a trade number must be one, check digit included, because a
 * mistyped number would let a wrong unit pass the scan; anything else is taken as the shop's own label.
 */
export const barcodeFault = (barcode: string): BarcodeFault | null => {
  if (/^\d(\.\d+)?E\+?\d+$/i.test(barcode)) return spoiltBySpreadsheet(barcode);
  if (!OWN_LABEL.test(barcode)) return notScannable(barcode);
  if (!/^\d+$/.test(barcode) || barcode.length < GTIN_LENGTH_MIN || barcode.length > GTIN_LENGTH_MAX)
    return null;
  if (!GTIN_LENGTHS.includes(barcode.length)) return wrongLength(barcode);
  const expected = checkDigit(barcode.slice(0, -1));
  return barcode.endsWith(expected) ? null : wrongCheckDigit(barcode, expected);
};

/** Last digit of a GTIN: from the right, digits weigh 3 and 1 in turn; the sum is filled up to a multiple of ten. */
export const checkDigit = (digits: string): string => {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, place) => total + Number(digit) * (place % 2 ? 1 : 3), 0);
  return String((10 - (sum % 10)) % 10);
};

const spoiltBySpreadsheet = (barcode: string): BarcodeFault => ({
  message: `"${barcode}" is a number shortened by a spreadsheet`,
  mend: 'Format the column as text in the spreadsheet and enter the barcode again.',
});

const notScannable = (barcode: string): BarcodeFault => ({
  message: `"${barcode}" cannot be a barcode`,
  mend: 'Use 4 to 48 half-width letters, digits or signs without blanks; separate several by |.',
});

const wrongLength = (barcode: string): BarcodeFault => ({
  message: `"${barcode}" has ${barcode.length} digits; a JAN/EAN has 13 or 8, a UPC 12`,
  mend: 'Look for a lost digit (spreadsheets drop leading zeros); an own label needs a letter.',
});

const wrongCheckDigit = (barcode: string, expected: string): BarcodeFault => ({
  message: `"${barcode}" has a wrong check digit: ${barcode.slice(-1)} instead of ${expected}`,
  mend: 'Scan the article again or correct the mistyped digit.',
});
