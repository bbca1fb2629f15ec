import type { Client } from 'pg';
import type { Store } from '../stores/store.js';

const RELATIONS = `
  SELECT relname AS name, CASE relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END AS kind
  FROM pg_class WHERE relnamespace = to_regnamespace($1) AND relkind IN ('r', 'p', 'v', 'S')`;

const FUNCTIONS = `SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = to_regnamespace($1)`;

const dropping = (kind: string, name: string): string => `DROP ${kind} IF EXISTS ${name} CASCADE`;

/** Answers whether the schema is there. Throws, naming the mend, when anything lies in it. */
export const assertEmpty = async (client: Client, { name, schema }: Store): Promise<boolean> => {
  const { rows: there } = await client.query<{ there: boolean }>(
    'SELECT to_regnamespace($1) IS NOT NULL AS there',
    [schema],
  );
  const { rows } = await client.query(RELATIONS, [schema]);
  if (rows.length > 0)
    throw new Error(
      `${schema} in the database of ${name} is not empty, and a restore writes over nothing: name an empty database, or drop the schema ${schema} if what is in it may go.`,
    );
  return there[0]?.there ?? false;
};

/** Takes away what a restore that failed has made; the schema stays when it was there before. */
export const clear = async (
  client: Client,
  { schema }: Pick<Store, 'schema'>,
  keepSchema: boolean,
): Promise<void> => {
  const quoted = client.escapeIdentifier(schema);
  if (!keepSchema) {
    await client.query(dropping('SCHEMA', quoted));
    return;
  }
  const { rows: relations } = await client.query<{ name: string; kind: string }>(RELATIONS, [schema]);
  for (const { name, kind } of relations)
    await client.query(dropping(kind, `${quoted}.${client.escapeIdentifier(name)}`));
  const { rows: functions } = await client.query<{ name: string }>(FUNCTIONS, [schema]);
  for (const { name } of functions) await client.query(dropping('FUNCTION', name));
};
