import type { ImportFault } from './fault.js';

const PRICE_YEN_MAX = 1_000_000;

/** Yen of a cell: whole, above 0, plain digits. */
export const yenOf = (text: string, row: number, column: string): number | ImportFault => {
  const yen = Number(text);
  if (/^[0-9]+$/.test(text) && yen > 0 && yen <= PRICE_YEN_MAX) return yen;
  return {
    file: 'rates',
    row,
    column,
    message: text === '' ? 'the price is missing' : `“${text}” is no price in whole yen`,
    mend: 'Write plain digits such as 1460: no comma, no decimals, no currency sign.',
  };
};
