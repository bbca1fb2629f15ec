import pg from 'pg';
import { quotedSchema } from './schema-name.js';
import { rowsOf, type SqlClient } from './sql-client.js';

/**
 * Rights of a transaction that appends: it locks and moves the heads and adds records, and can neither read records nor
 * change or remove them. Readers come with the role that owns the log.
 */
const rightsOf = (schema: string, role: string): string => `
  GRANT SELECT ON ${schema}.log, ${schema}.topic, ${schema}.partition_head TO ${role};
  GRANT UPDATE (next_offset) ON ${schema}.partition_head TO ${role};
  GRANT INSERT (topic, partition, "offset", key, headers, value) ON ${schema}.record TO ${role};
`;

/** Roles that an administrator let use the schema, and that may not append yet. Only the log's owner can mend that. */
const WITHOUT_RIGHTS = `
  SELECT DISTINCT role.rolname AS role
  FROM pg_namespace AS space CROSS JOIN LATERAL aclexplode(space.nspacl) AS acl
  JOIN pg_roles AS role ON role.oid = acl.grantee
  JOIN pg_class AS record ON record.relnamespace = space.oid AND record.relname = 'record'
  WHERE space.nspname = $1 AND acl.privilege_type = 'USAGE' AND acl.grantee <> space.nspowner
    AND pg_has_role(record.relowner, 'USAGE') AND NOT has_any_column_privilege(role.oid, record.oid, 'INSERT')`;

/** Lets whoever may use the schema append. Part of the installation, under its lock. */
export const admitAppenders = async (client: SqlClient, schema: string): Promise<void> => {
  const found = rowsOf<{ role: string }>(await client.query(WITHOUT_RIGHTS, [schema]));
  for (const { role } of found)
    await client.query(rightsOf(quotedSchema(schema), pg.escapeIdentifier(role)), []);
};

const MAY_APPEND = `
  SELECT has_schema_privilege(space.oid, 'USAGE') AND has_table_privilege(log.oid, 'SELECT')
    AND has_any_column_privilege(record.oid, 'INSERT') AS may
  FROM pg_namespace AS space
  JOIN pg_class AS log ON log.relnamespace = space.oid AND log.relname = 'log'
  JOIN pg_class AS record ON record.relnamespace = space.oid AND record.relname = 'record'
  WHERE space.nspname = $1`;

const identification = (schema: string): string => `SELECT log_id FROM ${schema}.log`;

/** Whether the log of that id is in the client's database, and its role may append to it. */
export const mayAppend = async (client: SqlClient, schema: string, logId: string): Promise<boolean> => {
  const [found] = rowsOf<{ may: boolean }>(await client.query(MAY_APPEND, [schema]));
  if (!found?.may) return false;
  const [log] = rowsOf<{ log_id: string }>(await client.query(identification(quotedSchema(schema)), []));
  return log?.log_id === logId;
};
