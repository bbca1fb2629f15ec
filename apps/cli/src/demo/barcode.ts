/** EAN-13 of the range GS1 leaves to a shop's own use (prefix 20), with its check digit (GS1 General Specifications 7.9). */
export const ownBarcode = (serial: number): string => {
  const body = `20${String(serial).padStart(10, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
};
