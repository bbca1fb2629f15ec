const SCHEMA_NAME = /^[a-z_][a-z0-9_]*$/;
/** PostgreSQL cuts longer names. */
const SCHEMA_NAME_LENGTH_MAX = 63;

/** The schema's name as it stands in every statement. Throws when it is not plain lower case. */
export const quotedSchema = (schema: string): string => {
  if (!SCHEMA_NAME.test(schema) || schema.length > SCHEMA_NAME_LENGTH_MAX) {
    throw new Error(
      `Not a schema name: ${JSON.stringify(schema)}. It must match ${SCHEMA_NAME} and be short.`,
    );
  }
  return `"${schema}"`;
};
