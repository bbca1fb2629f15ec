import type { ServiceDefinition } from '@okuru/platform';
import { NotificationModule } from './notification.module.js';

/** The service that writes to buyers. */
export const notificationService: ServiceDefinition = { name: 'notification', module: NotificationModule };

export { migrations as notificationMigrations } from './migrations/index.js';
