import { SERVICES } from '@okuru/contracts';
import pg from 'pg';
import type { DatabaseOwner } from '../../config/config.js';
import { OWNED_SCHEMAS } from './owned-schemas.js';

/** A role of PostgreSQL for one owner of schemas. */
export interface DatabaseRole {
  readonly owner: DatabaseOwner;
  readonly name: string;
  /** As `scramVerifier` makes it. */
  readonly verifier: string;
}

/**
 * The script that makes the roles in the database it is run on, or brings them up to date: each owns its schemas and what
 * is in them, and may neither look into another's nor make anything elsewhere. Repeatable; an administrator runs it, one
 * with CREATEROLE who owns the database is enough. Two deliberate exceptions: services may append to the log (which rights
 * exactly is told by the log itself, event-log/postgres/appenders.ts), and what PostgreSQL shows everyone of its catalogue
 * (names of tables, not their rows) stays visible.
 */
export const rolesSql = (database: string, roles: readonly DatabaseRole[]): string =>
  [
    `REVOKE ALL ON DATABASE ${name(database)} FROM PUBLIC;`,
    'REVOKE ALL ON SCHEMA public FROM PUBLIC;',
    ...roles.flatMap((role) => roleSql(database, role)),
    ...appendersSql(roles),
    '',
  ].join('\n');

const name = (text: string): string => pg.escapeIdentifier(text);
const literal = (text: string): string => pg.escapeLiteral(text);

const roleSql = (database: string, { owner, name: role, verifier }: DatabaseRole): string[] => [
  creation(role),
  `ALTER ROLE ${name(role)} LOGIN PASSWORD ${literal(verifier)};`,
  // Projections are made anew, and outboxes filled again, by way of temporary tables.
  `GRANT CONNECT, TEMPORARY ON DATABASE ${name(database)} TO ${name(role)};`,
  `ALTER ROLE ${name(role)} IN DATABASE ${name(database)} SET search_path = ${OWNED_SCHEMAS[owner].map(name).join(', ')};`,
  `ALTER DEFAULT PRIVILEGES FOR ROLE ${name(role)} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;`,
  ...OWNED_SCHEMAS[owner].flatMap((schema) => [
    ownership(schema, role),
    `REVOKE ALL ON SCHEMA ${name(schema)} FROM PUBLIC;`,
  ]),
];

/** A role that is there already must not be mightier than we would make it. Who is no superuser must be a member to give it things. */
const creation = (role: string): string => `DO $do$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(role)}) THEN
    CREATE ROLE ${name(role)};
  END IF;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(role)}
      AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)) THEN
    RAISE EXCEPTION 'role % is there already and may do more than a service should', ${literal(role)};
  END IF;
  IF NOT pg_has_role(current_user, ${literal(role)}, 'USAGE') THEN
    GRANT ${name(role)} TO CURRENT_USER;
  END IF;
END $do$;`;

/** A schema made before there were roles changes hands with everything in it. What belongs to a table goes along with it. */
const ownership = (schema: string, role: string): string => `DO $do$ DECLARE thing text; BEGIN
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${literal(schema)}) THEN
    CREATE SCHEMA ${name(schema)} AUTHORIZATION ${name(role)};
  END IF;
  FOR thing IN
    SELECT 'SCHEMA ' || quote_ident(nspname) FROM pg_namespace
      WHERE nspname = ${literal(schema)} AND nspowner <> ${literal(role)}::regrole
    UNION ALL
    SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' WHEN 'v' THEN 'VIEW ' WHEN 'm' THEN 'MATERIALIZED VIEW '
        WHEN 'c' THEN 'TYPE ' ELSE 'TABLE ' END || oid::regclass FROM pg_class
      WHERE relnamespace = ${literal(schema)}::regnamespace AND relowner <> ${literal(role)}::regrole
        AND relkind IN ('r', 'p', 'v', 'm', 'S', 'c')
        AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend
          WHERE objid = pg_class.oid AND classid = 'pg_class'::regclass AND deptype IN ('a', 'i')))
    UNION ALL
    SELECT 'ROUTINE ' || oid::regprocedure FROM pg_proc
      WHERE pronamespace = ${literal(schema)}::regnamespace AND proowner <> ${literal(role)}::regrole
    UNION ALL
    SELECT 'TYPE ' || oid::regtype FROM pg_type
      WHERE typnamespace = ${literal(schema)}::regnamespace AND typowner <> ${literal(role)}::regrole
        AND typtype IN ('e', 'd')
  LOOP
    EXECUTE 'ALTER ' || thing || ' OWNER TO ${name(role).replaceAll("'", "''")}';
  END LOOP;
END $do$;`;

/** Whoever may use the schema of the log may append to it. */
const appendersSql = (roles: readonly DatabaseRole[]): string[] => {
  const isService = new Set<DatabaseOwner>(SERVICES);
  const services = roles.filter(({ owner }) => isService.has(owner));
  return OWNED_SCHEMAS['event-log'].flatMap((schema) =>
    services.map((role) => `GRANT USAGE ON SCHEMA ${name(schema)} TO ${name(role.name)};`),
  );
};
