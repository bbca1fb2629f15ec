import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import copy from 'pg-copy-streams';
import type { Client } from 'pg';
import type { KeptStore, KeptTable } from '../backup/manifest.js';

/**
 * Loads a part into its empty tables, all or nothing. What migrations brought along gives way to what was kept. Throws,
 * naming the file, when PostgreSQL refuses a row or counts other rows than were written.
 */
export const loadStore = async (
  client: Client,
  folder: string,
  { schema, tables, sequences }: KeptStore,
  onTable: () => void,
  signal: AbortSignal,
): Promise<void> => {
  const placeOf = (name: string): string =>
    `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
  await client.query('BEGIN');
  try {
    if (tables.length > 0) await client.query(emptying(tables.map(({ table }) => placeOf(table))));
    for (const table of tables) {
      signal.throwIfAborted();
      await copyIn(client, folder, placeOf(table.table), table, signal);
      onTable();
    }
    for (const { sequence, lastValue } of sequences)
      await client.query('SELECT setval($1::regclass, $2::bigint)', [placeOf(sequence), lastValue]);
    await client.query('COMMIT');
  } catch (fault) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw fault;
  }
  for (const { table } of tables) await client.query(analysing(placeOf(table)));
};

const emptying = (places: readonly string[]): string => `TRUNCATE ${places.join(', ')}`;
const analysing = (place: string): string => `ANALYZE ${place}`;

const copyIn = async (
  client: Client,
  folder: string,
  place: string,
  { columns, rows, file }: KeptTable,
  signal: AbortSignal,
): Promise<void> => {
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const taken = client.query(copy.from(`COPY ${place} (${names}) FROM STDIN`));
  const path = join(folder, file);
  try {
    await pipeline(createReadStream(path), createGunzip(), taken, { signal });
  } catch (fault) {
    signal.throwIfAborted();
    // What the server says of a row may quote it, so its words go no further.
    const { code, column, constraint } = fault as { code?: string; column?: string; constraint?: string };
    const where = [code ?? 'no code', column, constraint].filter(Boolean).join(', ');
    // eslint-disable-next-line preserve-caught-error -- its message is what must not be told
    throw new Error(`${path} was refused (${where}).`);
  }
  if (taken.rowCount !== rows)
    throw new Error(`${path} holds ${taken.rowCount} rows, ${rows} were written: take another backup.`);
};
