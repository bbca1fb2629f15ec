import { platformMigrations, type ServiceDefinition, type ServiceTables } from '@okuru/platform';
import { followedProjection } from './follow-order/followed.projection.js';
import { itemsProjection } from './item-replica/items.projection.js';
import { migrations } from './migrations/index.js';
import { OrderModule } from './order.module.js';

/** The order service, for whoever starts it. */
export const orderService: ServiceDefinition = { name: 'order', module: OrderModule };

export const orderTables: ServiceTables = {
  service: 'order',
  migrations: [...platformMigrations, ...migrations],
  projections: [itemsProjection, followedProjection],
};
