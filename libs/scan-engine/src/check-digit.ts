const WEIGHTS = [3, 1] as const;
const WEIGHT_OF_KEYS = 10;

/** The last digit of every GS1 number (JAN, EAN, UPC, ITF-14, GTIN, SSCC), from the digits before it. */
export const checkDigitOf = (digits: string): string => {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * WEIGHTS[at % 2 === 0 ? 0 : 1], 0);
  return String((WEIGHT_OF_KEYS - (sum % WEIGHT_OF_KEYS)) % WEIGHT_OF_KEYS);
};

export const hasCheckDigit = (digits: string): boolean =>
  /^\d{2,18}$/.test(digits) && checkDigitOf(digits.slice(0, -1)) === digits.at(-1);
