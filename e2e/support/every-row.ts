import type { Pool } from 'pg';

/** Every row of every table there is, or of one schema, as text. The table's name is quoted by the database itself. */
const ROWS = `
  SELECT table_schema || '.' || table_name AS place,
    query_to_xml(format('SELECT t::text AS row FROM %I.%I t', table_schema, table_name), true, false, '')::text AS rows
  FROM information_schema.tables
  WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
    AND ($1::text IS NULL OR table_schema = $1)`;

export const everyRow = async (database: Pool, schema?: string): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await database.query<{ place: string; rows: string }>(ROWS, [schema ?? null]);
  return new Map(rows.map((table) => [table.place, table.rows]));
};
