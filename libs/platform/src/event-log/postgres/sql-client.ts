import type { Pool } from 'pg';

/** What the log asks of a pool; a `pg` Pool fits. */
export type LogPool = Pick<Pool, 'query' | 'connect'>;

/**
 * A transaction of the caller. A `pg` client fits, and so does TypeORM's EntityManager or QueryRunner, whose `query`
 * answers the rows themselves.
 */
export interface SqlClient {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/** The rows, whichever of the two shapes the client answers in. */
export const rowsOf = <Row>(answer: unknown): Row[] => {
  if (Array.isArray(answer)) return answer as Row[];
  return (answer as { rows: Row[] }).rows;
};
