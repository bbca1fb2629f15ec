import { setTimeout as wait } from 'node:timers/promises';
import { catalogue, SERVICES } from '@okuru/contracts';
import { Client } from 'pg';

const LOOK_EVERY_MS = 500;
const QUIET_LOOKS = 2;
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
    where not exists (select from okuru_${consumer}.inbox i where i.event_id = e.id)`,
  ),
  `select 'orders under way', count(*)::int from okuru_order.orders where status not in ('shipped', 'delivered', 'cancelled', 'awaiting-stock', 'needs-decision')`,
  `select 'parcels under way', count(*)::int from okuru_shipping.parcel where status in ('planned', 'packing', 'closed')`,
  `select 'letters unsent', count(*)::int from okuru_notification.letter where state in ('waiting', 'pending', 'sending')`,
].join(' union all ');

/** Resolves when no service has work left and the crew is idle, twice in a row; or when nothing moves any more, which the audit will tell. */
export const quietWithin = async (databaseUrl: string, crewIsIdle: () => boolean): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    let quietLooks = 0;
    let lastSeen = '';
    let movedAt = Date.now();
    while (quietLooks < QUIET_LOOKS) {
      await wait(LOOK_EVERY_MS);
      const { rows } = await client.query<{ place: string; open: number }>(LOOK);
      const open = rows.filter((row) => row.open > 0).map((row) => `${row.place}: ${row.open}`);
      quietLooks = open.length === 0 && crewIsIdle() ? quietLooks + 1 : 0;
      const seen = open.join(', ');
      if (seen !== lastSeen) movedAt = Date.now();
      lastSeen = seen;
      if (Date.now() - movedAt > STUCK_AFTER_MS) return;
    }
  } finally {
    await client.end();
  }
};
