import type { ServiceName } from '@okuru/contracts';
import { inventoryTables } from '@okuru/inventory';
import { notificationTables } from '@okuru/notification';
import { orderTables } from '@okuru/order';
import { localEnvironment, readConfig, type ServiceTables } from '@okuru/platform';
import { shippingTables } from '@okuru/shipping';

export const SERVICE_TABLES: readonly ServiceTables[] = [
  orderTables,
  inventoryTables,
  shippingTables,
  notificationTables,
];

/** The service of that name, or all of them. Throws with the names there are. */
export const servicesNamed = (name: string | undefined): readonly ServiceTables[] => {
  if (name === undefined) return SERVICE_TABLES;
  const found = SERVICE_TABLES.filter(({ service }) => service === name);
  if (found.length > 0) return found;
  throw new Error(
    `There is no service ${name}; there are ${SERVICE_TABLES.map(({ service }) => service).join(', ')}.`,
  );
};

/**
 * Does the work on the databases that the environment names, each as its own service reaches it; without one on the trial's
 * own, which it starts. Beside a running trial the work is its administrator's, so it must make nothing that services are to own.
 */
export const withDatabases = async <T>(
  work: (databaseUrl: (service: ServiceName) => string) => Promise<T>,
  { besideRunning = false }: { readonly besideRunning?: boolean } = {},
): Promise<T> => {
  const local = await localEnvironment(process.env, undefined, { besideRunning });
  try {
    const config = readConfig(local.env);
    return await work((service) => config.databaseUrl(service));
  } finally {
    await local.stop();
  }
};
