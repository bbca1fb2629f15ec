import { inventoryTables } from '@okuru/inventory';
import { notificationTables } from '@okuru/notification';
import { orderTables } from '@okuru/order';
import type { ServiceTables } from '@okuru/platform';
import { shippingTables } from '@okuru/shipping';

/** What each service keeps. */
export const SERVICE_TABLES: readonly ServiceTables[] = [
  orderTables,
  inventoryTables,
  shippingTables,
  notificationTables,
];
