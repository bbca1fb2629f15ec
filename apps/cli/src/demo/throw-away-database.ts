import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

const CONNECT_WITHIN_MS = 10_000;

/** A database of the run's own on the given server, dropped at the end. */
export const throwAwayDatabase = async (
  serverUrl: string,
): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `okuru_demo_${randomBytes(6).toString('hex')}`;
  const onServer = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: serverUrl, connectionTimeoutMillis: CONNECT_WITHIN_MS });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await onServer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => onServer(`drop database if exists ${name} with (force)`) };
};
