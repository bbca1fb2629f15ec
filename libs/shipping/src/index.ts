import { platformMigrations, type ServiceDefinition, type ServiceTables } from '@okuru/platform';
import { itemsProjection } from './item-replica/items.projection.js';
import { itemLotsProjection } from './lots/item-lots.projection.js';
import { migrations } from './migrations/index.js';
import { ShippingModule } from './shipping.module.js';

export const shippingService: ServiceDefinition = { name: 'shipping', module: ShippingModule };

export const shippingTables: ServiceTables = {
  service: 'shipping',
  migrations: [...platformMigrations, ...migrations],
  projections: [itemsProjection, itemLotsProjection],
};
