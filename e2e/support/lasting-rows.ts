import type { Pool } from 'pg';
import { everyRow } from './every-row.js';

/** Tables that change by themselves, request or not, and hold nothing of the business. */
const RESTLESS: readonly RegExp[] = [
  /^okuru_access\.api_key$/, // when a key was last used
  /\.relay_lease$/, // renewed while the process lives
  /_jobs\./, // when a queue was last looked at
];

/** The rows of one table that a reader would miss or find new. */
export interface Change {
  readonly place: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export type LastingRows = ReadonlyMap<string, string>;

/** Every row of every table but the restless ones. */
export const lastingRows = async (database: Pool): Promise<LastingRows> =>
  new Map([...(await everyRow(database))].filter(([place]) => !RESTLESS.some((table) => table.test(place))));

export const changesBetween = (before: LastingRows, after: LastingRows): Change[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
    const [were, are] = [before.get(place) ?? '', after.get(place) ?? ''];
    if (were === are) return [];
    const [rowsBefore, rowsAfter] = [rowsIn(were), rowsIn(are)];
    return [{ place, added: without(rowsAfter, rowsBefore), removed: without(rowsBefore, rowsAfter) }];
  });

const rowsIn = (table: string): string[] =>
  [...table.matchAll(/<row>([^<]*)<\/row>/g)].map(([, row]) => row ?? '');

const without = (rows: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
};
