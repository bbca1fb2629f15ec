import type { ServiceName } from '@okuru/contracts';
import type { Migration } from '@okuru/platform';
import { SERVICE_TABLES } from '../../evolution/services.js';

/** All migrations of a service's schema that this version knows, oldest first. */
export const MIGRATIONS = Object.fromEntries(
  SERVICE_TABLES.map(({ service, migrations }) => [service, migrations]),
) as Readonly<Record<ServiceName, readonly Migration[]>>;

/** The name under which TypeORM records a migration. */
export const nameOf = (migration: Migration): string => new migration().name ?? migration.name;
