import type { ServiceDefinition } from '@okuru/platform';
import { OrderModule } from './order.module.js';

/** The order service, for whoever starts it. */
export const orderService: ServiceDefinition = { name: 'order', module: OrderModule };

export { migrations as orderMigrations } from './migrations/index.js';
