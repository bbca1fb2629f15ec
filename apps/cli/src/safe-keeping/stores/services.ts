import type { ServiceName } from '@okuru/contracts';
import { inventoryMigrations } from '@okuru/inventory';
import { notificationMigrations } from '@okuru/notification';
import { orderMigrations } from '@okuru/order';
import { type Migration, platformMigrations } from '@okuru/platform';
import { shippingMigrations } from '@okuru/shipping';

/** All migrations of a service's schema that this version knows, oldest first. */
export const MIGRATIONS: Readonly<Record<ServiceName, readonly Migration[]>> = {
  order: [...platformMigrations, ...orderMigrations],
  inventory: [...platformMigrations, ...inventoryMigrations],
  shipping: [...platformMigrations, ...shippingMigrations],
  notification: [...platformMigrations, ...notificationMigrations],
};

/** The name under which TypeORM records a migration. */
export const nameOf = (migration: Migration): string => new migration().name ?? migration.name;
