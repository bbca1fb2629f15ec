import type { ServiceDefinition } from '@okuru/platform';
import { ShippingModule } from './shipping.module.js';

export const shippingService: ServiceDefinition = { name: 'shipping', module: ShippingModule };

export { migrations as shippingMigrations } from './migrations/index.js';
