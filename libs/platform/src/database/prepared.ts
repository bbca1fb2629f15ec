import { createHash } from 'node:crypto';

/** SQL that each connection parses and plans once. For hot statements only: the plan is kept whatever becomes of the tables. */
export interface Prepared {
  readonly name: string;
  readonly text: string;
}

/** The name is made from the text, since PostgreSQL refuses one name for two texts. */
export const prepared = (text: string): Prepared => ({
  name: `okuru_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`,
  text,
});
