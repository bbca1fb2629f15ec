import type { ClientBase } from 'pg';

/** A table of a schema, with the columns that hold data of their own. */
export interface TableShape {
  readonly table: string;
  readonly columns: readonly string[];
}

export interface SequenceStand {
  readonly sequence: string;
  /** As text: it may be any bigint. */
  readonly lastValue: string;
}

const TABLES = `
  SELECT c.relname AS "table", array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = to_regnamespace($1) AND c.relkind = 'r'
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  GROUP BY c.relname ORDER BY c.relname COLLATE "C"`;

const REFERENCES = `
  SELECT child.relname AS "from", parent.relname AS "to"
  FROM pg_constraint k JOIN pg_class child ON child.oid = k.conrelid JOIN pg_class parent ON parent.oid = k.confrelid
  WHERE k.contype = 'f' AND k.connamespace = to_regnamespace($1) AND k.conrelid <> k.confrelid`;

const SEQUENCES = `
  SELECT sequencename AS sequence, last_value::text AS "lastValue" FROM pg_sequences
  WHERE schemaname = $1 AND last_value IS NOT NULL ORDER BY sequencename COLLATE "C"`;

/** The tables of a schema but those named, each after the tables it refers to. */
export const tablesOf = async (
  client: ClientBase,
  schema: string,
  leftOut: ReadonlySet<string> = new Set(),
): Promise<TableShape[]> => {
  const { rows } = await client.query<TableShape>(TABLES, [schema]);
  const { rows: references } = await client.query<{ from: string; to: string }>(REFERENCES, [schema]);
  return parentsFirst(
    rows.filter(({ table }) => !leftOut.has(table)),
    references,
  );
};

/** Throws when tables refer to each other in a circle: rows could not be loaded one table after the other. */
export const parentsFirst = (
  tables: readonly TableShape[],
  references: readonly { readonly from: string; readonly to: string }[],
): TableShape[] => {
  const waiting = new Map(tables.map((shape) => [shape.table, shape]));
  const sorted: TableShape[] = [];
  // bound: each turn takes at least one table away, or throws
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ table }) => !references.some(({ from, to }) => from === table && waiting.has(to)),
    );
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}`);
    for (const shape of free) waiting.delete(shape.table);
    sorted.push(...free);
  }
  return sorted;
};

/** Where the sequences of a schema stand now, whatever transaction asks: never behind the rows of its snapshot. */
export const sequencesOf = async (client: ClientBase, schema: string): Promise<SequenceStand[]> =>
  (await client.query<SequenceStand>(SEQUENCES, [schema])).rows;

const appliedTo = (schema: string): string => `SELECT name FROM ${schema}.migration ORDER BY timestamp, id`;

/** Names of the migrations applied to a service's schema, oldest first; none where nothing records them. */
export const migrationsOf = async (client: ClientBase, schema: string): Promise<string[]> => {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass(format('%I.migration', $1::text)) IS NOT NULL AS there`,
    [schema],
  );
  if (!there[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(appliedTo(client.escapeIdentifier(schema)));
  return rows.map(({ name }) => name);
};
