import { catalogue, SERVICES, type ServiceName, topicOf } from '@okuru/contracts';
import { consumerOf, OutboxRefill, recallPassedOver } from '@okuru/platform';
import type { Client } from 'pg';
import { connect, disconnect } from '../stores/connect.js';
import { queryOf } from '../stores/query-of.js';
import type { ServiceStore } from '../stores/store.js';

/** Less than the 30 days that an inbox remembers: what is older might look unheard and be done twice. */
const RESTATED_DAYS_MAX = 28;
/** Ids asked about at once. */
const BATCH = 5_000;
const LOCK_WAIT_MS_MAX = 10_000;

/** A page of the archive after the key and version given, in the order in which facts of a key are sent. */
const CANDIDATES = `
  SELECT id, key, aggregate_version::text AS version FROM event
  WHERE time > $1 AND (key, aggregate_version) > ($2::text COLLATE "C", $3::bigint)
  ORDER BY key COLLATE "C", aggregate_version LIMIT ${BATCH}`;

const UNHEARD = `
  SELECT id FROM unnest($1::uuid[]) AS asked (id)
  WHERE NOT EXISTS (SELECT FROM inbox WHERE event_id = asked.id AND consumer = $2)`;

interface Candidate {
  readonly id: string;
  readonly key: string;
  readonly version: string;
}

/** The services that hear a service's topic. */
const listenersOf = (emitter: ServiceName): ServiceName[] =>
  SERVICES.filter((consumer) =>
    catalogue.some((entry) => entry.emitter === emitter && entry.consumers.includes(consumer)),
  );

/**
 * Puts every fact that some service has not heard back into the outbox of the service that stated it, in order per key,
 * for a log that begins anew: what the old one may have lost is sent again, and inboxes know the rest. Answers how many
 * facts wait in the outboxes then. The services must not run.
 */
export const restate = async (
  services: readonly ServiceStore[],
  until: Date,
  signal: AbortSignal,
): Promise<number> => {
  const clients = new Map<ServiceName, Client>();
  try {
    for (const store of services) clients.set(store.name, await within(store));
    let waiting = 0;
    for (const { name } of services) {
      signal.throwIfAborted();
      waiting += await refillOutbox(name, clients, until, signal);
    }
    return waiting;
  } finally {
    await Promise.all([...clients.values()].map(disconnect));
  }
};

/**
 * Offsets of an old log say nothing of a new one: each service begins where the new one begins, and what it passed over is
 * known by its id from now on.
 */
export const dropFences = async (services: readonly ServiceStore[]): Promise<void> => {
  for (const store of services) {
    const client = await within(store);
    try {
      await client.query('BEGIN');
      await recallPassedOver(queryOf(client));
      await client.query('DELETE FROM consumer_fence');
      await client.query('COMMIT');
    } finally {
      await disconnect(client);
    }
  }
};

const within = async (store: ServiceStore): Promise<Client> => {
  const client = await connect(store);
  await client.query(`SELECT set_config('search_path', $1, false), set_config('lock_timeout', $2, false)`, [
    `${store.schema}, pg_temp`,
    String(LOCK_WAIT_MS_MAX),
  ]);
  return client;
};

const refillOutbox = async (
  emitter: ServiceName,
  clients: ReadonlyMap<ServiceName, Client>,
  until: Date,
  signal: AbortSignal,
): Promise<number> => {
  const own = clients.get(emitter)!;
  const listeners = listenersOf(emitter).flatMap((consumer) => {
    const client = clients.get(consumer);
    return client ? [{ consumer, client }] : [];
  });
  await own.query('BEGIN');
  try {
    const refill = await OutboxRefill.begin(own);
    const since = sinceOf(until);
    let after: Candidate = { id: '', key: '', version: '0' };
    // bound: each page lies behind the one before it, and the outbox's lock keeps new facts away
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await own.query<Candidate>(CANDIDATES, [since, after.key, after.version]);
      const last = rows.at(-1);
      if (!last) break;
      after = last;
      const ids = rows.map(({ id }) => id);
      for (const { consumer, client } of listeners) {
        const { rows: unheard } = await client.query<{ id: string }>(UNHEARD, [ids, consumerOf(consumer)]);
        await refill.add(unheard.map(({ id }) => id));
      }
    }
    const waiting = await refill.fill(topicOf(emitter));
    await own.query('COMMIT');
    return waiting;
  } catch (fault) {
    await own.query('ROLLBACK').catch(() => undefined);
    throw fault;
  }
};

const DAY_MS = 86_400_000;
const sinceOf = (until: Date): Date => new Date(until.getTime() - RESTATED_DAYS_MAX * DAY_MS);
