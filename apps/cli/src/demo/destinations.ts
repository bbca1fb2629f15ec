import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { PREFECTURES } from '@okuru/carriers';
import { parse } from 'csv-parse/sync';
import { pick } from './chance.js';

export interface Destination {
  readonly postalCode: string;
  /** JIS prefecture code. */
  readonly prefecture: number;
  readonly city: string;
  readonly street: string;
}

export interface Destinations {
  readonly said: string;
  of(reference: string): Destination;
}

interface PostalRow {
  readonly postal_code: string;
  readonly pref_code: string;
  readonly city: string;
  readonly town: string;
}

/** Real Japanese postal codes when a table is there, else the 47 prefectures with made-up codes; drawn by hash either way. */
export const destinations = (postalTable: string): Destinations => {
  if (!existsSync(postalTable)) {
    return {
      said: 'destinations: the 47 prefectures with made-up postal codes, drawn by hash of the order id',
      of: (reference) => {
        const prefecture = pick(PREFECTURES, reference, 'prefecture');
        return {
          postalCode: `${String(prefecture.code).padStart(3, '0')}0001`,
          prefecture: prefecture.code,
          city: `${prefecture.ja}庁前`,
          street: '1-1',
        };
      },
    };
  }
  const rows = parse<PostalRow>(gunzipSync(readFileSync(postalTable)), { columns: true });
  return {
    said: `destinations: ${rows.length} real Japanese postal codes, drawn by hash of the order id; the orders themselves name none`,
    of: (reference) => {
      const row = pick(rows, reference, 'postal-code');
      return {
        postalCode: row.postal_code,
        prefecture: Number(row.pref_code),
        city: row.city,
        street: `${row.town}1-1`,
      };
    },
  };
};
