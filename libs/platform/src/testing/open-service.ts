import type { ServiceName } from '@okuru/contracts';
import type { DataSource, EntitySchema } from 'typeorm';
import type { Clock } from '../clock/clock.js';
import { SystemClock } from '../clock/system-clock.js';
import { migrate } from '../database/migrate.js';
import { platformMigrations } from '../database/platform-migrations.js';
import type { Migration } from '../database/schema-change.js';
import { openServiceDatabase } from '../database/service-database.js';
import { Transactions } from '../database/transactions.js';
import { UnitOfWork } from '../database/unit-of-work.js';

export interface OpenService {
  readonly dataSource: DataSource;
  readonly transactions: Transactions;
  readonly unitOfWork: UnitOfWork;
  close(): Promise<void>;
}

/** A service's database with all its tables, without Nest: what a test of a store or a handler needs. */
export const openService = async (
  service: ServiceName,
  url: string,
  own: {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own word for an entity class
    readonly entities?: readonly (Function | EntitySchema)[];
    readonly migrations?: readonly Migration[];
    readonly clock?: Clock;
  } = {},
): Promise<OpenService> => {
  await migrate(service, url, [...platformMigrations, ...(own.migrations ?? [])]);
  const dataSource = await openServiceDatabase(service, url, own.entities ?? []);
  const transactions = new Transactions(dataSource, service, own.clock ?? new SystemClock());
  return {
    dataSource,
    transactions,
    unitOfWork: new UnitOfWork(transactions),
    close: () => dataSource.destroy(),
  };
};
