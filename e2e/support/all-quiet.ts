import type { EventLog } from '@okuru/platform';
import type { Pool } from 'pg';
import { haveAllHeardAll } from './heard-all.js';
import type { TestShop } from './shop.js';

const FACTS = `
  SELECT (SELECT count(*) FROM okuru_order.event) + (SELECT count(*) FROM okuru_inventory.event)
    + (SELECT count(*) FROM okuru_shipping.event) + (SELECT count(*) FROM okuru_notification.event) AS stated,
    (SELECT count(*) FROM okuru_order.outbox) + (SELECT count(*) FROM okuru_inventory.outbox)
    + (SELECT count(*) FROM okuru_shipping.outbox) + (SELECT count(*) FROM okuru_notification.outbox) AS unsent`;

/** Resolves when everything stated is sent, everything sent is heard, and nothing new came of it. */
export const untilAllQuiet = async (
  shop: Pick<TestShop, 'until'>,
  log: EventLog,
  database: Pool,
): Promise<void> => {
  let before = '';
  await shop.until(
    async () => {
      const { rows } = await database.query<{ stated: string; unsent: string }>(FACTS);
      const { stated, unsent } = rows[0]!;
      const quiet = unsent === '0' && (await haveAllHeardAll(log)) && stated === before;
      before = stated;
      return quiet;
    },
    (quiet) => quiet,
  );
};
