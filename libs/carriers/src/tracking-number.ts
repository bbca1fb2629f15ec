/** The three carriers' numbers: eleven digits, then their remainder by 7 (7DR; shipping-jp-js README of TakamoriYamashiro). */
const SERIAL_MAX = 99_999_999_999;

/** The 12-digit number of a serial 0 … 99,999,999,999; throws a RangeError beyond. */
export const trackingNumber = (serial: number): string => {
  if (!Number.isInteger(serial) || serial < 0 || serial > SERIAL_MAX)
    throw new RangeError(`${serial} is no serial of eleven digits`);
  return String(serial).padStart(11, '0') + String(serial % 7);
};

/** Whether the text is twelve plain digits with the right check digit. It cannot tell one carrier from another. */
export const isTrackingNumber = (text: string): boolean =>
  /^[0-9]{12}$/.test(text) && Number(text.slice(0, 11)) % 7 === Number(text[11]);
