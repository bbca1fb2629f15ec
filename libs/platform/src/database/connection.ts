import type { Client, ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** Lends one connection of the pool. TypeORM's runner and the `pg` client are the same connection. */
export const withConnection = async <T>(
  dataSource: DataSource,
  work: (client: ClientBase, runner: QueryRunner) => Promise<T>,
): Promise<T> => {
  const runner = dataSource.createQueryRunner();
  try {
    return await work((await runner.connect()) as ClientBase, runner);
  } finally {
    await runner.release();
  }
};

/** Ends the transaction without effect. A connection that cannot even do that is not given back. */
export const rollBack = async (client: ClientBase): Promise<void> => {
  try {
    await client.query('ROLLBACK');
  } catch {
    discard(client);
  }
};

/** A connection in an unknown state must not serve others; the pool drops it once it has ended. */
export const discard = (client: ClientBase): void => {
  (client as Client).end().catch(() => undefined);
};
