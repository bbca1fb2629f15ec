import type { Pool } from 'pg';

/** Tables whose every n-th statement fails as a deadlock or a serialisation failure does. */
const TABLES = ['stock', 'reservation', 'orders', 'order_line', 'parcel', 'inbox', 'event', 'letter'];
const SCHEMAS = ['okuru_order', 'okuru_inventory', 'okuru_shipping', 'okuru_notification'];

/** A sequence is not rolled back with the statement, so that a repeat meets another number. */
const FUNCTION = `
  CREATE SEQUENCE public.statements; CREATE SEQUENCE public.faults;
  CREATE FUNCTION public.fail_at_times() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
  DECLARE nth bigint := nextval('public.statements');
  BEGIN
    IF hashint8(nth + tg_argv[0]::bigint) % tg_argv[1]::int = 0 THEN
      PERFORM nextval('public.faults');
      RAISE EXCEPTION 'forced by the test' USING ERRCODE = CASE nth % 2 WHEN 0 THEN '40001' ELSE '40P01' END;
    END IF;
    RETURN NULL;
  END $$`;

const EXISTING = `
  SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
  WHERE table_schema = ANY ($1) AND table_name = ANY ($2) AND table_type = 'BASE TABLE'`;

/** From now on about one in `every` writing statements fails, by a seed. Answers on how many tables. */
export const forceFaults = async (database: Pool, seed: number, every: number): Promise<number> => {
  await database.query(FUNCTION);
  const { rows } = await database.query<{ name: string }>(EXISTING, [SCHEMAS, TABLES]);
  for (const { name } of rows)
    await database.query(
      `CREATE TRIGGER forced_fault AFTER INSERT OR UPDATE ON ${name} FOR EACH STATEMENT
       EXECUTE FUNCTION public.fail_at_times('${Number(seed)}', '${Number(every)}')`,
    );
  return rows.length;
};

export const forcedFaults = async (
  database: Pool,
): Promise<{ statements: number; faults: number; deadlocks: number }> => {
  const { rows } = await database.query<{ statements: number; faults: number; deadlocks: number }>(`
    SELECT (SELECT last_value::int FROM public.statements) AS statements,
      (SELECT CASE WHEN is_called THEN last_value::int ELSE 0 END FROM public.faults) AS faults,
      (SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()) AS deadlocks`);
  return rows[0] ?? { statements: 0, faults: 0, deadlocks: 0 };
};
