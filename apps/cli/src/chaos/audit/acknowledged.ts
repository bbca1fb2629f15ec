import { acknowledgedOrders, type LedgerFile, readLedger } from '../load/ledger-file.js';
import type { World } from '../world/world.js';

/** Holds the file against the database: every order said yes to is there, once per key; writes its final state into the file. */
export const auditAcknowledged = async (
  { database }: World,
  ledger: LedgerFile,
): Promise<readonly string[]> => {
  const orders = await database.ask<{ order_id: string; status: string }>(
    'select order_id::text, status from okuru_order.orders',
  );
  const stored = new Map(orders.map(({ order_id, status }) => [order_id, status]));
  const faults: string[] = [];
  for (const [key, ids] of acknowledgedOrders(readLedger(ledger.path))) {
    if (ids.size > 1) faults.push(`key ${key} was answered with ${ids.size} orders: ${[...ids].join(', ')}`);
    for (const orderId of ids) {
      const status = stored.get(orderId);
      if (status === undefined) faults.push(`order ${orderId} was acknowledged and is not stored`);
      ledger.add({ kind: 'final', orderId, status: status ?? 'lost' });
    }
  }
  return faults;
};
