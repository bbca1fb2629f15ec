import type { AuditCase } from './audit.js';
import { STREAMS } from './quiet.js';

const SCHEMAS = ['okuru_order', 'okuru_inventory', 'okuru_shipping', 'okuru_notification'] as const;

/** Nothing waits in an outbox, nothing was set aside as a dead letter, and no event carries a buyer in the clear. */
export const auditPlumbing = async ({ rows, fault }: AuditCase): Promise<void> => {
  const waiting = await rows<{ place: string; unsent: number; dead: number; plain: number }>(
    SCHEMAS.map(
      (schema) => `
      select '${schema}' as place, (select count(*)::int from ${schema}.outbox) as unsent,
        (select count(*)::int from ${schema}.dead_letter where state in ('dead', 'waiting')) as dead,
        (select count(*)::int from ${schema}.event where data::text like '%example.com%') as plain`,
    ).join(' union all '),
  );
  for (const { place, unsent, dead, plain } of waiting) {
    if (unsent > 0) fault(`${place}: ${unsent} events were never sent`);
    if (dead > 0) fault(`${place}: ${dead} dead letters`);
    if (plain > 0) fault(`${place}: ${plain} events carry an address in the clear`);
  }
  const unheard = await rows<{ place: string; open: number }>(
    STREAMS.map(
      ({ emitter, consumer }) => `
      select '${emitter} to ${consumer}' as place, count(*)::int as open from okuru_${emitter}.event e
      where not exists (select from okuru_${consumer}.heard i where i.event_id = e.id)`,
    ).join(' union all '),
  );
  for (const { place, open } of unheard) if (open > 0) fault(`${place}: ${open} events were never heard`);
};
