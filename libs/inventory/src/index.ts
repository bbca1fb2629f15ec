import { platformMigrations, type ServiceDefinition, type ServiceTables } from '@okuru/platform';
import { InventoryModule } from './inventory.module.js';
import { migrations } from './inventory.tables.js';

/** Items and stock: sets units aside for orders without ever promising one twice. */
export const inventoryService: ServiceDefinition = { name: 'inventory', module: InventoryModule };

/** Items and stock are inventory's own word: nothing here follows from others' facts alone. */
export const inventoryTables: ServiceTables = {
  service: 'inventory',
  migrations: [...platformMigrations, ...migrations],
  projections: [],
};
