import type { DatabaseOwner } from '../../config/config.js';

/** Who owns which schemas; `okuru_<service>_jobs` stays empty where the jobs wait in Redis. */
export const OWNED_SCHEMAS: Readonly<Record<DatabaseOwner, readonly string[]>> = {
  order: ['okuru_order', 'okuru_order_jobs'],
  inventory: ['okuru_inventory', 'okuru_inventory_jobs'],
  shipping: ['okuru_shipping', 'okuru_shipping_jobs'],
  notification: ['okuru_notification', 'okuru_notification_jobs'],
  platform: ['okuru_access', 'okuru_key_ring'],
  'event-log': ['okuru_log'],
};

export const DATABASE_OWNERS = Object.keys(OWNED_SCHEMAS) as readonly DatabaseOwner[];

/** The variable that tells an owner's own address, such as ORDER_DATABASE_URL. */
export const databaseVariableOf = (owner: DatabaseOwner): string =>
  `${owner.toUpperCase().replace('-', '_')}_DATABASE_URL`;
