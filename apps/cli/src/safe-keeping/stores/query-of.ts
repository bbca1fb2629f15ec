import type { Query } from '@okuru/platform';
import type { Client } from 'pg';

/** A connection as the services' own statements ask for it. */
export const queryOf = (client: Client): Query =>
  (async (sql: Parameters<Query>[0], parameters: readonly unknown[] = []) => {
    const statement = typeof sql === 'string' ? { text: sql } : sql;
    return (await client.query({ ...statement, values: [...parameters] })).rows as unknown[];
  }) as Query;
