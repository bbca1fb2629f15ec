import type { ServiceDefinition } from '@okuru/platform';
import { InventoryModule } from './inventory.module.js';

/** Items and stock: sets units aside for orders without ever promising one twice. */
export const inventoryService: ServiceDefinition = { name: 'inventory', module: InventoryModule };

export { migrations as inventoryMigrations } from './inventory.tables.js';
