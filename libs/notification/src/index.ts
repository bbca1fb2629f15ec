import { platformMigrations, type ServiceDefinition, type ServiceTables } from '@okuru/platform';
import { itemNamesProjection } from './know-items/item-names.projection.js';
import { migrations } from './migrations/index.js';
import { NotificationModule } from './notification.module.js';
import { correspondentsProjection } from './write-letters/correspondents.projection.js';

/** The service that writes to buyers. */
export const notificationService: ServiceDefinition = { name: 'notification', module: NotificationModule };

export const notificationTables: ServiceTables = {
  service: 'notification',
  migrations: [...platformMigrations, ...migrations],
  projections: [itemNamesProjection, correspondentsProjection],
};
