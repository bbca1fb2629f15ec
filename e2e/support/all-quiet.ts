import { catalogue } from '@okuru/contracts';
import type { Pool } from 'pg';
import type { TestShop } from './shop.js';

/**
 * Facts that somebody has still to hear. What comes of a fact is written in the transaction that remembers it as heard,
 * so one look at one instant tells.
 */
const UNHEARD = `
  WITH listeners AS (
    SELECT key AS type, jsonb_array_elements_text(value) AS listener FROM jsonb_each($1::jsonb)
  ), facts AS (
    SELECT id, type FROM okuru_order.event UNION ALL SELECT id, type FROM okuru_inventory.event
    UNION ALL SELECT id, type FROM okuru_shipping.event UNION ALL SELECT id, type FROM okuru_notification.event
  ), heard AS (
    SELECT event_id, consumer FROM okuru_order.inbox UNION ALL SELECT event_id, consumer FROM okuru_inventory.inbox
    UNION ALL SELECT event_id, consumer FROM okuru_shipping.inbox
    UNION ALL SELECT event_id, consumer FROM okuru_notification.inbox
  )
  SELECT count(*)::int AS facts FROM facts JOIN listeners USING (type)
  WHERE NOT EXISTS (SELECT FROM heard WHERE event_id = id AND consumer = 'okuru.' || listener)`;

const LISTENERS = JSON.stringify(
  Object.fromEntries(catalogue.map(({ type, consumers }) => [type, consumers])),
);

/** Resolves when everything stated was heard by everybody it is for, and nothing more came of it. */
export const untilAllQuiet = async (shop: Pick<TestShop, 'until'>, database: Pool): Promise<void> => {
  await shop.until(
    async () => (await database.query<{ facts: number }>(UNHEARD, [LISTENERS])).rows[0]?.facts,
    (unheard) => unheard === 0,
  );
};
