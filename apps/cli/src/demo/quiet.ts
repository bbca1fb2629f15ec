import { setTimeout as wait } from 'node:timers/promises';
import { catalogue, SERVICES } from '@okuru/contracts';
import { Client } from 'pg';
import type { Ledger } from './ledger.js';

const LOOK_EVERY_MS = 500;
const QUIET_LOOKS = 2;
/** A database that stands still is not waited for. */
const ANSWER_WITHIN_MS = 30_000;
/** Gives up when nothing at all has moved for this long. */
const STUCK_AFTER_MS = 90_000;

/** Emitter and consumer of every stream between two services, with the types that are heard. */
export const STREAMS = SERVICES.flatMap((emitter) =>
  SERVICES.filter((consumer) =>
    catalogue.some((entry) => entry.emitter === emitter && entry.consumers.includes(consumer)),
  ).map((consumer) => ({ emitter, consumer })),
);

/** Work that is still under way anywhere, by place; empty sums mean quiet. */
const LOOK = [
  ...SERVICES.map(
    (service) => `select 'unsent by ${service}' as place, count(*)::int as open from okuru_${service}.outbox`,
  ),
  ...STREAMS.map(
    ({ emitter, consumer }) => `
    select '${emitter} events unheard by ${consumer}', count(*)::int from okuru_${emitter}.event e
    where not exists (select from okuru_${consumer}.heard i where i.event_id = e.id)`,
  ),
  `select 'orders under way', count(*)::int from okuru_order.orders where status not in ('shipped', 'delivered', 'cancelled', 'awaiting-stock', 'needs-decision') and order_id <> all ($1::uuid[])`,
  `select 'parcels under way', count(*)::int from okuru_shipping.parcel where status in ('planned', 'packing', 'closed') and order_id <> all ($1::uuid[])`,
  `select 'letters unsent', count(*)::int from okuru_notification.letter where state in ('waiting', 'pending', 'sending')`,
].join(' union all ');

/** What the end waits for of the crew: that it has nothing in hand; and its steps, which show that something moves. */
export interface CrewAtWork {
  readonly idle: boolean;
  readonly steps: number;
}

/** When waiting ends although work is left. */
export interface QuietBounds {
  /** Nothing at all has moved for this long. */
  readonly stuckAfterMs: number;
  readonly overallMs: number;
}

/**
 * Resolves with nothing when no service has work left and the crew is idle, twice in a row; with what is still open when
 * nothing moves any more or the time is over.
 */
export const quietWithin = async (
  databaseUrl: string,
  crew: CrewAtWork,
  ledger: Ledger,
  { stuckAfterMs, overallMs }: QuietBounds = { stuckAfterMs: STUCK_AFTER_MS, overallMs: Infinity },
): Promise<readonly string[]> => {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  // A database stopped under our hands fails the query that asks; the connection's own word must not end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    let quietLooks = 0;
    let lastSeen = '';
    let movedAt = Date.now();
    const endsAt = movedAt + overallMs;
    while (quietLooks < QUIET_LOOKS) {
      await wait(LOOK_EVERY_MS);
      const { rows } = await client.query<{ place: string; open: number }>(LOOK, [[...ledger.leftToPeople]]);
      const open = rows.filter((row) => row.open > 0).map((row) => `${row.place}: ${row.open}`);
      quietLooks = open.length === 0 && crew.idle ? quietLooks + 1 : 0;
      const seen = [...open, crew.steps].join(', ');
      if (seen !== lastSeen) movedAt = Date.now();
      lastSeen = seen;
      if (Date.now() - movedAt > stuckAfterMs || Date.now() > endsAt)
        return crew.idle ? open : [...open, 'parcels in the hands of the crew'];
    }
    return [];
  } finally {
    await client.end();
  }
};
