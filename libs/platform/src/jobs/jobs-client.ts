import { EnduringClient } from '../database/enduring-client.js';

const CREATION = /^CREATE SCHEMA IF NOT EXISTS "(okuru_[a-z_]+)"$/;

/**
 * BullMQ makes its schema with IF NOT EXISTS at each start, for which PostgreSQL wants the right to create schemas even when
 * there is nothing to do. A service's role has no such right, so the schema is looked for first.
 */
export class JobsClient extends EnduringClient {
  override query(...given: never[]): never {
    const [text, ...rest] = given as unknown[];
    const schema = typeof text === 'string' ? CREATION.exec(text)?.[1] : undefined;
    return super.query(...((schema === undefined ? given : [creationOf(schema), ...rest]) as never[]));
  }
}

const creationOf = (schema: string): string => `DO $do$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = '${schema}') THEN CREATE SCHEMA ${schema}; END IF;
END $do$`;
