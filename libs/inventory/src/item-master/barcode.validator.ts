import { ValidateBy, type ValidationOptions } from 'class-validator';
import { barcodeFault } from './barcode.js';

/** A JAN, EAN or UPC with a right check digit, or the shop's own label. */
export const IsBarcode = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isBarcode',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && barcodeFault(value) === null,
        defaultMessage: (given) => barcodesFault(given?.value),
      },
    },
    options,
  );

/** With `each`, the validator is asked item by item, but its message gets the whole list. */
const barcodesFault = (value: unknown): string => {
  const given: unknown[] = Array.isArray(value) ? value : [value];
  return given
    .map((barcode) => (typeof barcode === 'string' ? barcodeFault(barcode) : notText))
    .flatMap((fault) => (fault ? [`${fault.message}. ${fault.mend}`] : []))
    .join(' ');
};

const notText = { message: 'a barcode must be a text', mend: 'Put it in quotes.' };
