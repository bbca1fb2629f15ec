import type { AuditCase } from './audit.js';

interface LetterRow {
  readonly message_id: string;
  readonly order_id: string;
  readonly kind: string;
  readonly state: string;
}

/** Facts a buyer is written to about, as the services' archives hold them. */
const FACTS = `
  select id as fact_id, 'confirmed' as kind from okuru_order.event where type = 'order.confirmed'
  union all select id, 'awaiting-payment' from okuru_order.event where type = 'order.held' and data->'reasons' ? 'awaiting-payment'
  union all select id, 'cancelled' from okuru_order.event where type = 'order.cancelled'
  union all select id, 'amended' from okuru_order.event where type = 'order.amended'
  union all select id, 'amendment-refused' from okuru_order.event
    where type = 'order.amendment-refused' and data->>'reason' <> 'cancelled'
  union all select id, 'dispatched' from okuru_shipping.event where type = 'parcel.dispatched'
  union all select id, 'delayed' from okuru_shipping.event
    where type = 'parcels.delayed' and data->>'missesPromisedDay' = 'true'
  union all select id, 'units-awaited' from okuru_shipping.event where type = 'units.awaited'`;

/** One letter per fact, each sent, each received once; a repeat after a crash is counted, not hidden. */
export const auditLetters = async ({ rows, mail, fault }: AuditCase) => {
  const missing = await rows<{ fact_id: string; kind: string }>(`
    select f.fact_id, f.kind from (${FACTS}) f
    where not exists (select from okuru_notification.letter l where l.fact_id = f.fact_id and l.kind = f.kind)`);
  for (const { fact_id, kind } of missing) fault(`nobody wrote the letter "${kind}" of fact ${fact_id}`);
  const letters = await rows<LetterRow>(
    'select message_id, order_id, kind, state from okuru_notification.letter',
  );
  const facts = await rows<{ count: number }>(`select count(*)::int as count from (${FACTS}) f`);
  if (letters.length !== facts[0]?.count)
    fault(`${letters.length} letters for ${facts[0]?.count ?? 0} facts`);
  const received = mail?.received ?? (await mailbox(rows));
  let letterRepeats = 0;
  for (const { message_id, order_id, kind, state } of letters) {
    if (state !== 'sent') fault(`the letter "${kind}" of order ${order_id} is ${state}`);
    const times = received.get(message_id) ?? 0;
    if (times === 0) fault(`the letter "${kind}" of order ${order_id} never arrived`);
    letterRepeats += Math.max(0, times - 1);
  }
  const known = new Set(letters.map((letter) => letter.message_id));
  for (const id of received.keys()) if (!known.has(id)) fault(`mail ${id} arrived and no letter explains it`);
  return { letters: letters.length, letterRepeats };
};

/** Message-ID → times received, of a shop without a mail server. */
export const mailbox = async (rows: AuditCase['rows']): Promise<ReadonlyMap<string, number>> => {
  const mails = await rows<{ message_id: string; times: number }>(
    'select message_id, count(*)::int as times from okuru_notification.mailbox_mail group by message_id',
  );
  return new Map(mails.map(({ message_id, times }) => [message_id, times]));
};
