import { Client } from 'pg';
import { auditOver, type Findings } from '../../demo/audit.js';
import { mailbox } from '../../demo/audit-letters.js';
import type { World } from '../world.js';
import type { StoredOrders } from './stored-orders.js';

/** A million orders are joined several times over. */
const WORK_MEMORY = '512MB';

type Audited = Pick<World, 'shop' | 'scenario' | 'ledger'>;

/** The demo's audit, over all orders alike: its ledger was told of the stored ones. */
export const auditStored = async (world: Audited, orders: StoredOrders): Promise<Findings> => {
  const client = new Client({ connectionString: world.shop.databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query("SELECT set_config('work_mem', $1, false)", [WORK_MEMORY]);
    return await auditStoredOver(client, world, orders);
  } finally {
    await client.end();
  }
};

/** The same as one connection sees it. */
export const auditStoredOver = async (
  client: Client,
  { shop, scenario, ledger }: Audited,
  orders: StoredOrders,
): Promise<Findings> => {
  const rows = async <Row>(sql: string): Promise<Row[]> => (await client.query(sql)).rows as Row[];
  const received = orders.mailsOf(shop.mail?.received ?? (await mailbox(rows)));
  return auditOver(client, scenario, ledger, { received });
};
