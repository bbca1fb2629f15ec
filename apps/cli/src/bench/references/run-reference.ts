import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { REFERENCE_PRODUCTS, SCHEMA } from './schema.js';
import { bornSql, type Reference, type Statement } from './transactions.js';

const run = promisify(execFile);
const CLIENTS = 16;

/** Empties the tables of the references. */
export const resetReferences = async (client: Client): Promise<void> => void (await client.query(SCHEMA));

export const hasPgbench = (): Promise<boolean> =>
  run('pgbench', ['--version']).then(
    () => true,
    () => false,
  );

/** Orders per second of a reference in so many seconds. */
export const runReference = (
  databaseUrl: string,
  reference: Reference,
  seconds: number,
  pgbench: boolean,
): Promise<number> =>
  pgbench ? byPgbench(databaseUrl, reference, seconds) : byDriver(databaseUrl, reference, seconds);

const byPgbench = async (databaseUrl: string, reference: Reference, seconds: number): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'okuru-bench-sql-'));
  try {
    const file = join(folder, 'reference.sql');
    await writeFile(file, scriptOf(reference));
    const options = ['-n', '-f', file, '-c', String(CLIENTS), '-j', '2', '-T', String(seconds)];
    const { stdout } = await run('pgbench', [...options, databaseUrl]);
    return Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const scriptOf = (reference: Reference): string => {
  const named = (sql: Statement): string =>
    sql.replaceAll('$order', ':oid').replaceAll('$one', ':p1').replaceAll('$two', ':p2');
  const [first = [], ...rest] = reference.transactions;
  return [
    `\\set p1 random(1, ${REFERENCE_PRODUCTS} - 1)`,
    `\\set p2 random(:p1 + 1, ${REFERENCE_PRODUCTS})`,
    'begin;',
    `${bornSql(reference).replace('RETURNING id', 'RETURNING id AS oid')} \\gset`,
    ...first.map((sql) => `${named(sql)};`),
    'commit;',
    ...rest.flatMap((statements) => ['begin;', ...statements.map((sql) => `${named(sql)};`), 'commit;']),
    '',
  ].join('\n');
};

/** Without pgbench, which is written in C, the driver's own processor time counts too: the reference is then slower than it could be. */
const byDriver = async (databaseUrl: string, reference: Reference, seconds: number): Promise<number> => {
  const endAt = performance.now() + seconds * 1_000;
  let orders = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new Client({ connectionString: databaseUrl });
      await client.connect();
      for (; performance.now() < endAt; orders += 1) await oneOrder(client, reference);
      await client.end();
    }),
  );
  return orders / seconds;
};

const oneOrder = async (client: Client, reference: Reference): Promise<void> => {
  const one = 1 + Math.floor(Math.random() * (REFERENCE_PRODUCTS - 1));
  const two = one + 1 + Math.floor(Math.random() * (REFERENCE_PRODUCTS - one));
  let id = '';
  for (const [at, statements] of reference.transactions.entries()) {
    await client.query('BEGIN');
    if (at === 0) id = (await client.query<{ id: string }>(bornSql(reference))).rows[0]!.id;
    for (const sql of statements)
      await client.query(
        sql.replaceAll('$order', id).replaceAll('$one', String(one)).replaceAll('$two', String(two)),
      );
    await client.query('COMMIT');
  }
};
