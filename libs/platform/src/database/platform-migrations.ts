import { HousekeepingIndexes1760000000003 } from './housekeeping-indexes.migration.js';
import { TimerTable1760000000001 } from '../timers/timer.migration.js';
import type { Migration } from './schema-change.js';
import { PassingFacts1760000000002 } from './passing-facts.migration.js';
import { OutboxKeyHash1760000000005 } from './outbox-key-hash.migration.js';
import { PassedOver1760000000004 } from './passed-over.migration.js';
import { PlatformTables1760000000000 } from './platform-tables.migration.js';

/** Run in every service's schema before the service's own; in the order of the numbers in their names. */
export const platformMigrations: readonly Migration[] = [
  PlatformTables1760000000000,
  TimerTable1760000000001,
  PassingFacts1760000000002,
  HousekeepingIndexes1760000000003,
  PassedOver1760000000004,
  OutboxKeyHash1760000000005,
];
