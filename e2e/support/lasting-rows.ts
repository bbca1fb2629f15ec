import type { Pool } from 'pg';
import { everyRow } from './every-row.js';

/** Tables that change by themselves, request or not, and hold nothing of the business. */
const RESTLESS: readonly RegExp[] = [
  /^okuru_access\.api_key$/, // when a key was last used
  /^okuru_access\.staff_session$/, // when it was last used
  /\.relay_lease$/, // renewed while the process lives
  /\.outbox$/, // emptied as its facts are sent; they stay among the events
  /\.(consumer_fence|passed_over)$/, // how far somebody has read; what came of it stands elsewhere
  /_jobs\./, // when a queue was last looked at
  /^okuru_order\.rehearsal$/, // somebody waits, or nobody does any more
];

/** Rows of a timer that comes round by itself; the timers of orders are looked at. */
const RESTLESS_ROW = /^\(forget-old-keys,/;

/** The rows of one table that a reader would miss or find new. */
export interface Change {
  readonly place: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

export type LastingRows = ReadonlyMap<string, string>;

/** Every row of every table, or of one schema, but the restless ones. */
export const lastingRows = async (database: Pool, schema?: string): Promise<LastingRows> =>
  new Map(
    [...(await everyRow(database, schema))].filter(([place]) => !RESTLESS.some((table) => table.test(place))),
  );

export const changesBetween = (before: LastingRows, after: LastingRows): Change[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
    const [were, are] = [before.get(place) ?? '', after.get(place) ?? ''];
    if (were === are) return [];
    const [rowsBefore, rowsAfter] = [rowsIn(were), rowsIn(are)];
    const change = { place, added: without(rowsAfter, rowsBefore), removed: without(rowsBefore, rowsAfter) };
    return change.added.length + change.removed.length === 0 ? [] : [change]; // else only their order changed
  });

const rowsIn = (table: string): string[] =>
  [...table.matchAll(/<row>([^<]*)<\/row>/g)]
    .map(([, row]) => row ?? '')
    .filter((row) => !RESTLESS_ROW.test(row));

/** A row that stands twice is taken away once for each time it stands among the others. */
const without = (rows: readonly string[], others: readonly string[]): string[] => {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
};
