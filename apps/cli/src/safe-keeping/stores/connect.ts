import { Client } from 'pg';
import type { Store } from './store.js';

const CONNECT_MS_MAX = 10_000;

/**
 * A connection for work that takes as long as the data is large: no statement is cut off, and none by a limit that the
 * server sets for others. Throws with the name of the part that is out of reach.
 */
export const connect = async ({
  name,
  url,
}: Pick<Store, 'url'> & { readonly name: string }): Promise<Client> => {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS_MAX,
    keepAlive: true,
    application_name: 'okuru safe-keeping',
    options: '-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c timezone=UTC',
  });
  // The query that is under way fails and tells; the connection's own word must not end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (fault) {
    throw new Error(
      `The database of ${name} is out of reach (${(fault as NodeJS.ErrnoException).code ?? String(fault)}): is it running, and is its URL right?`,
      { cause: fault },
    );
  }
  return client;
};

/** Ends a connection in whatever state it is. */
export const disconnect = async (client: Client): Promise<void> => {
  await client.end().catch(() => undefined);
};
