import type { Pool } from 'pg';

/** Every table, column, check, index, function, trigger and sequence of one schema, as PostgreSQL itself words it. */
const PARTS = `
  WITH relation AS (
    SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.reloptions FROM pg_class c
    WHERE c.relnamespace = $1::regnamespace
  )
  SELECT format('relation %s %s %s %s', relname, relkind, relpersistence, reloptions) AS part FROM relation
  UNION ALL SELECT format('column %s.%s %s collate %s not null %s identity %s generated %s default %s', r.relname, a.attname,
      format_type(a.atttypid, a.atttypmod), a.attcollation::regcollation, a.attnotnull, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid))
    FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = r.oid AND d.adnum = a.attnum WHERE r.relkind IN ('r', 'p', 'v', 'm')
  UNION ALL SELECT format('constraint %s on %s: %s', conname, r.relname, pg_get_constraintdef(k.oid))
    FROM pg_constraint k JOIN relation r ON r.oid = k.conrelid
  UNION ALL SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
    FROM pg_index i JOIN relation r ON r.oid = i.indrelid
  UNION ALL SELECT format('trigger %s', pg_get_triggerdef(t.oid))
    FROM pg_trigger t JOIN relation r ON r.oid = t.tgrelid WHERE NOT t.tgisinternal
  UNION ALL SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p WHERE p.pronamespace = $1::regnamespace
  UNION ALL SELECT format('comment %s.%s: %s', r.relname, a.attname, d.description)
    FROM pg_description d JOIN relation r ON r.oid = d.objoid
    LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = d.objsubid AND d.objsubid > 0
  ORDER BY 1`;

/** Two schemas are the same when these are; the order of columns does not count. */
export const schemaParts = async (pool: Pick<Pool, 'query'>, schema: string): Promise<string[]> =>
  (await pool.query<{ part: string }>(PARTS, [schema])).rows.map(({ part }) => part);
