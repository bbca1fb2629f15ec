import { setTimeout as wait } from 'node:timers/promises';
import { SERVICES } from '@okuru/contracts';
import { Client } from 'pg';
import { STREAMS } from '../../demo/quiet.js';
import type { World } from '../world/world.js';
import type { Seat } from './recording-client.js';

/** The shop at one moment, seen from outside. */
export interface Sample {
  /** Milliseconds since the first order. */
  readonly atMs: number;
  /** Facts in outboxes and facts that a consumer has not heard; null while the database does not answer. */
  readonly backlog: number | null;
  /** Of these, how many have waited too long already. */
  readonly stale: number | null;
  /** Services that answer they are ready. */
  readonly ready: number;
  /** Services that say a loop of theirs stands still, or say nothing. */
  readonly dead: number;
}

export const LOOK_EVERY_MS = 500;
const ANSWER_WITHIN_MS = 1_500;
/** A fact not yet heard after this long is a sign of a shop that has not recovered. */
const STALE = "interval '3 seconds'";

/** Facts that wait to be sent or heard, and how many of them for too long. */
export const BACKLOG = `select count(*)::int as backlog, (count(*) filter (where since < clock_timestamp() - ${STALE}))::int as stale from (${[
  ...SERVICES.map((service) => `select stated_at as since from okuru_${service}.outbox`),
  ...STREAMS.map(
    ({ emitter, consumer }) => `
    select pg_xact_commit_timestamp(e.xmin) from okuru_${emitter}.event e
    where not exists (select from okuru_${consumer}.heard i where i.event_id = e.id)`,
  ),
].join(' union all ')}) waiting`;

/** Looks at the shop twice a second, past every proxy, until told to stop. */
export class Sampler {
  readonly samples: Sample[] = [];
  private stopped = false;
  private running: Promise<void> = Promise.resolve();
  private client: Client | undefined;

  constructor(
    private readonly world: World,
    private readonly seat: Seat,
  ) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
    await this.client?.end().catch(() => undefined);
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      const atMs = this.seat.nowMs();
      const [waiting, ...states] = await Promise.all([
        this.backlog(),
        ...SERVICES.map((name) => this.stateOf(this.world.services[name].process.url)),
      ]);
      this.samples.push({
        atMs,
        backlog: waiting?.backlog ?? null,
        stale: waiting?.stale ?? null,
        ready: states.filter(({ ready }) => ready).length,
        dead: states.filter(({ alive }) => !alive).length,
      });
      await wait(LOOK_EVERY_MS);
    }
  }

  private async stateOf(url: string): Promise<{ ready: boolean; alive: boolean }> {
    const [ready, alive] = await Promise.all([isFine(`${url}/readyz`), isFine(`${url}/livez`)]);
    return { ready, alive };
  }

  private async backlog(): Promise<{ backlog: number; stale: number } | undefined> {
    try {
      this.client ??= await connected(this.world.database.url);
      return (await this.client.query<{ backlog: number; stale: number }>(BACKLOG)).rows[0];
    } catch {
      await this.client?.end().catch(() => undefined);
      this.client = undefined;
      return undefined;
    }
  }
}

const connected = async (connectionString: string): Promise<Client> => {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

const isFine = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })).ok;
  } catch {
    return false;
  }
};
