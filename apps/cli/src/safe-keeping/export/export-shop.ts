import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Config, PostgresKeyRing } from '@okuru/platform';
import type { Client } from 'pg';
import { cut } from '../backup/cut.js';
import { inNewFolder } from '../stores/new-folder.js';
import { isServiceStore, type ServiceStore, type Store } from '../stores/store.js';
import { EXPORTED, EXPORTED_OPEN } from './exported-tables.js';
import { openRows } from './open-rows.js';
import { type ExportedFile, readMe } from './read-me.js';

const ROWS_AT_ONCE = 500;

export interface ExportOptions {
  readonly config: Pick<Config, 'masterKey' | 'databaseUrl'>;
  readonly stores: readonly Store[];
  /** Made when absent; must be empty. */
  readonly folder: string;
  /** Personal data leaves in the open. */
  readonly openSeals: boolean;
  readonly signal: AbortSignal;
  readonly onTable: (done: number, of: number) => void;
}

/**
 * Everything a shop owns as of one moment, in files that any program reads: a JSON object a line, a file a table, and a
 * page that says what the columns are. When it fails nothing of it stays.
 */
export const exportShop = (options: ExportOptions): Promise<readonly ExportedFile[]> => {
  const { config, stores, folder, openSeals } = options;
  const services = stores.filter(isServiceStore);
  return inNewFolder(folder, async () => {
    const moment = await cut(services);
    let ring: PostgresKeyRing | undefined;
    try {
      if (openSeals)
        ring = await PostgresKeyRing.open({
          url: config.databaseUrl('platform'),
          masterKey: config.masterKey,
        });
      const files = await writeTables(options, services, (store) => moment.snapshotOf(store).client, ring);
      const at = services[0] ? moment.snapshotOf(services[0]).at : new Date();
      await writeFile(join(folder, 'README.md'), readMe(files, at, openSeals), { mode: 0o600 });
      return files;
    } finally {
      await ring?.close();
      await moment.close();
    }
  });
};

const writeTables = async (
  { folder, openSeals, signal, onTable }: ExportOptions,
  services: readonly ServiceStore[],
  clientOf: (store: ServiceStore) => Client,
  ring: PostgresKeyRing | undefined,
): Promise<ExportedFile[]> => {
  const files: ExportedFile[] = [];
  const wanted = services.flatMap((store) =>
    Object.entries({ ...EXPORTED[store.name], ...(openSeals ? EXPORTED_OPEN[store.name] : {}) }).map(
      ([table, meaning]) => ({ store, table, meaning }),
    ),
  );
  for (const { store, table, meaning } of wanted) {
    signal.throwIfAborted();
    await mkdir(join(folder, store.name), { recursive: true, mode: 0o700 });
    const file = `${store.name}/${table}.ndjson`;
    const client = clientOf(store);
    const columns = await columnsOf(client, store.schema, table);
    const count = { rows: 0 };
    await pipeline(
      Readable.from(linesOf(client, store, table, ring, count)),
      createWriteStream(join(folder, file), { flags: 'wx', mode: 0o600 }),
      { signal },
    );
    files.push({ file, meaning, rows: count.rows, columns });
    onTable(files.length, wanted.length);
  }
  return files;
};

const cursorOver = (place: string): string =>
  `DECLARE exported NO SCROLL CURSOR FOR SELECT row_to_json(each)::text AS line FROM ${place} AS each`;

const NEXT_ROWS = `FETCH ${ROWS_AT_ONCE} FROM exported`;

async function* linesOf(
  client: Client,
  { name, schema }: ServiceStore,
  table: string,
  ring: PostgresKeyRing | undefined,
  count: { rows: number },
): AsyncGenerator<string> {
  const place = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`;
  await client.query(cursorOver(place));
  // bound: the cursor comes to its end
  for (;;) {
    const { rows } = await client.query<{ line: string }>(NEXT_ROWS);
    if (rows.length === 0) break;
    count.rows += rows.length;
    if (!ring) yield rows.map(({ line }) => `${line}\n`).join('');
    else {
      const opened = rows.map(({ line }) => JSON.parse(line) as Record<string, unknown>);
      await openRows(ring, name, table, opened);
      yield opened.map((row) => `${JSON.stringify(row)}\n`).join('');
    }
  }
  await client.query('CLOSE exported');
}

const columnsOf = async (client: Client, schema: string, table: string): Promise<ExportedFile['columns']> => {
  const { rows } = await client.query<{ name: string; type: string; comment: string | null }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type, col_description(attrelid, attnum) AS comment
     FROM pg_attribute WHERE attrelid = format('%I.%I', $1::text, $2::text)::regclass AND attnum > 0 AND NOT attisdropped
     ORDER BY attnum`,
    [schema, table],
  );
  return rows;
};
