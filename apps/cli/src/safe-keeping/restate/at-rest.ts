import { connect, disconnect } from '../stores/connect.js';
import type { ServiceStore } from '../stores/store.js';

/** Throws while the service runs: what is done to its place in the log would pass it by. */
export const assertAtRest = async (store: ServiceStore): Promise<void> => {
  const client = await connect(store);
  try {
    const { rows } = await client.query(
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1',
      [`okuru-${store.name}`],
    );
    if (rows.length > 0)
      throw new Error(
        `The ${store.name} service runs: stop it first, or it would hear what comes again out of order.`,
      );
  } finally {
    await disconnect(client);
  }
};
