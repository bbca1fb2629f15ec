import { holdRelay } from '@okuru/platform';
import type { Client } from 'pg';
import { connect, disconnect } from '../stores/connect.js';
import { isServiceStore, type ServiceStore, type Store } from '../stores/store.js';

/** A relay that moves facts holds its lease for one short transaction. */
const HOLD_WAIT_MS_MAX = 5_000;
/** Should this process freeze while it holds the relays, the servers let them go after this. */
const HELD_MS_MAX = 10_000;

/** Where one database stands in the cut. */
export interface Snapshot {
  readonly url: string;
  readonly client: Client;
  /** When it was taken, by the database's clock. */
  readonly at: Date;
}

export interface Cut {
  snapshotOf(store: Store): Snapshot;
  /** How long no fact left an outbox, milliseconds; 0 in one database, where one snapshot is a cut by itself. */
  readonly heldMs: number;
  /** From asking until the last snapshot was there, milliseconds. */
  readonly waitedMs: number;
  close(): Promise<void>;
}

/**
 * One moment in the life of all the stores: whatever a consumer has heard in its snapshot, its sender has stated in its
 * own (docs/adr/0006-a-consistent-backup.md). Over several databases that takes a pause of the relays; nobody's request
 * waits for it. Throws when a store is not there; then nothing is held.
 */
export const cut = async (stores: readonly Store[]): Promise<Cut> => {
  const askedAt = performance.now();
  const urls = [...new Map(stores.map((store) => [store.url, store.name]))];
  const snapshots = new Map<string, Snapshot>();
  const close = async (): Promise<void> => {
    await Promise.all([...snapshots.values()].map(({ client }) => disconnect(client)));
  };
  const services = stores.filter(isServiceStore);
  const isSpread = new Set(services.map(({ url }) => url)).size > 1;
  const held = isSpread ? await holdRelays(services) : undefined;
  try {
    const opened = await Promise.allSettled(
      urls.map(async ([url, name]) => snapshots.set(url, await openSnapshot(url, name))),
    );
    for (const { status, reason } of opened as PromiseRejectedResult[])
      if (status === 'rejected') throw reason;
    const waitedMs = performance.now() - askedAt;
    const heldMs = (await held?.letGo()) ?? 0;
    for (const store of stores) await assertThere(snapshots.get(store.url)!, store);
    return { snapshotOf: ({ url }) => snapshots.get(url)!, heldMs, waitedMs, close };
  } catch (fault) {
    await held?.letGo();
    await close();
    throw fault;
  }
};

const openSnapshot = async (url: string, name: string): Promise<Snapshot> => {
  const client = await connect({ name, url });
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // The first statement takes the snapshot.
    const { rows } = await client.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    return { url, client, at: rows[0]?.at ?? new Date() };
  } catch (fault) {
    await disconnect(client);
    throw fault;
  }
};

/** All at once, so that the first waits for the last as briefly as can be; what ends the connections lets go. */
const holdRelays = async (stores: readonly ServiceStore[]): Promise<{ letGo(): Promise<number> }> => {
  const clients = await Promise.all(stores.map((store) => connect(store)));
  const heldFrom = performance.now();
  const letGo = async (): Promise<number> => {
    await Promise.all(clients.map(async (client) => client.query('ROLLBACK').catch(() => undefined)));
    const heldMs = performance.now() - heldFrom;
    await Promise.all(clients.map(disconnect));
    return heldMs;
  };
  const holding = await Promise.allSettled(clients.map((client, nth) => hold(client, stores[nth]!)));
  const failed = holding.find((each) => each.status === 'rejected');
  if (!failed) return { letGo };
  await letGo();
  throw failed.reason;
};

const hold = async (client: Client, { name, schema }: ServiceStore): Promise<void> => {
  await client.query('BEGIN');
  await client.query(
    `SELECT set_config('lock_timeout', $1, true), set_config('idle_in_transaction_session_timeout', $2, true),
       set_config('search_path', $3, true)`,
    [String(HOLD_WAIT_MS_MAX), String(HELD_MS_MAX), schema],
  );
  try {
    await holdRelay(client);
  } catch (fault) {
    if ((fault as { code?: string }).code === '42P01') throw notThere({ name, schema }, fault);
    throw new Error(`The relay of ${name} could not be held for the cut: try again.`, { cause: fault });
  }
};

const assertThere = async ({ client }: Snapshot, store: Store): Promise<void> => {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regnamespace($1) IS NOT NULL AS there', [
    store.schema,
  ]);
  if (!rows[0]?.there) throw notThere(store);
};

const notThere = ({ name, schema }: Pick<Store, 'name' | 'schema'>, cause?: unknown): Error =>
  new Error(
    `There is no ${schema} in the database of ${name}: start the shop once, or name the parts there are with --service.`,
    { cause },
  );
