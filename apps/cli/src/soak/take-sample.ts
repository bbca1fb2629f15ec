import { readdir, readFile } from 'node:fs/promises';
import type { Client } from 'pg';
import type { Sample } from './sample.js';

const TABLES = `
  SELECT n.nspname || '.' || c.relname AS name, pg_total_relation_size(c.oid)::float8 AS bytes,
    coalesce(s.n_dead_tup, 0)::float8 AS dead
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_stat_user_tables s ON s.relid = c.oid
  WHERE c.relkind = 'r' AND n.nspname LIKE 'okuru%'`;
const WAL = `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), $1::pg_lsn)::float8 AS bytes`;

export const walPosition = async (client: Client): Promise<string> => {
  const { rows } = await client.query<{ lsn: string }>('SELECT pg_current_wal_lsn()::text AS lsn');
  return rows[0]?.lsn ?? '0/0';
};

export const walBytesSince = async (client: Client, position: string): Promise<number> =>
  (await client.query<{ bytes: number }>(WAL, [position])).rows[0]?.bytes ?? 0;

/** Asks PostgreSQL and, where there is a /proc, the kernel. */
export const takeSample = async (
  client: Client,
  from: { readonly wal: string; readonly startedAt: number; readonly orders: number },
  processes: ReadonlyMap<string, number | undefined>,
): Promise<Sample> => {
  const { rows } = await client.query<{ name: string; bytes: number; dead: number }>(TABLES);
  const rssBytes: Record<string, number> = {};
  const openHandles: Record<string, number> = {};
  for (const [name, pid] of processes) {
    if (pid === undefined) continue;
    rssBytes[name] = await residentBytes(pid);
    openHandles[name] = (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;
  }
  return {
    seconds: Math.round((performance.now() - from.startedAt) / 1000),
    orders: from.orders,
    walBytes: await walBytesSince(client, from.wal),
    deadRows: rows.reduce((sum, { dead }) => sum + dead, 0),
    tableBytes: Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes])),
    rssBytes,
    openHandles,
  };
};

const residentBytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
};
