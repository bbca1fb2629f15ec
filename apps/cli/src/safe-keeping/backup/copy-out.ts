import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import copy from 'pg-copy-streams';
import type { Client } from 'pg';
import type { TableShape } from '../stores/tables.js';
import type { KeptStore, KeptTable } from './manifest.js';

/** The disk is as fast as this on one core; higher levels cost three times the time for a tenth of the size. */
const GZIP_LEVEL = 3;

/** Streams one table from the client's snapshot to a file; memory stays the same whatever the size. */
export const copyOut = async (
  client: Client,
  folder: string,
  { name, schema }: Pick<KeptStore, 'name' | 'schema'>,
  { table, columns }: TableShape,
  signal: AbortSignal,
): Promise<KeptTable> => {
  const file = `${name}/${table}.copy.gz`;
  const names = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const place = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`;
  const rows = client.query(copy.to(`COPY ${place} (${names}) TO STDOUT`));
  const hash = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  await pipeline(
    rows,
    createGzip({ level: GZIP_LEVEL }),
    measured,
    createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600, flush: true }),
    { signal },
  );
  return { table, columns: [...columns], rows: rows.rowCount, file, bytes, sha256: hash.digest('hex') };
};
